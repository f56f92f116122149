package dev.promontory.server.imports;

import dev.promontory.server.client.ApiClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `./promontory import`: sends the records in a file to a running server.
public final class ImportCommand {

  /// Every record was taken.
  public static final int ALL_TAKEN = 0;

  /// The input was read to its end, but some records were rejected.
  public static final int SOME_REJECTED = 1;

  /// The import did not reach the end.
  public static final int FAILED = 2;

  private final InputStream in;
  private final PrintStream out;
  private final boolean terminal;

  /// @param in standard input
  /// @param out for progress and results
  /// @param terminal whether a person watches `out`
  public ImportCommand(InputStream in, PrintStream out, boolean terminal) {
    this.in = in;
    this.out = out;
    this.terminal = terminal;
  }

  /// Runs the command.
  ///
  /// @param arguments behind the word `import`
  /// @return the exit code of the program
  public int run(List<String> arguments, Map<String, String> environment) {
    try {
      return run(ImportOptions.read(arguments, environment));
    } catch (ImportFailure e) {
      out.println("promontory: " + e.getMessage());
    } catch (IOException e) {
      out.println("promontory: the import failed: " + e);
    } catch (UncheckedIOException e) {
      out.println("promontory: the import failed: " + e.getCause());
    }
    return FAILED;
  }

  private int run(ImportOptions options) throws IOException {
    if (options.file().equals("-")) {
      var start = ResumePoint.start(Fingerprint.random(new SecureRandom()));
      try (var input = Input.ofStream(in)) {
        return run(options, input, new Journal(null, Path.of("stdin.rejects.ndjson"), start));
      }
    }
    var file = Path.of(options.file());
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new ImportFailure("cannot read the file " + file);
    }
    var state = beside(file, ".promontory-import");
    var start = ResumePoint.load(state, Fingerprint.ofFile(file));
    if (start.lines() > 0) {
      out.println("going on after line " + start.lines());
    }
    try (var input = Input.ofFile(file)) {
      return run(options, input, new Journal(state, beside(file, ".rejects.ndjson"), start));
    }
  }

  private static Path beside(Path file, String ending) {
    return file.resolveSibling(file.getFileName() + ending);
  }

  private int run(ImportOptions options, Input input, Journal journal) throws IOException {
    try (journal;
        var client = new ApiClient(options.server(), options.credentials());
        var _ = new Progress(out, terminal, journal::point, input::fractionRead)) {
      var sender = new Sender(client, journal.point().fingerprint(), options.patience());
      try (var lanes =
          new Lanes(options.lanes(), batch -> journal.answered(batch, sender.send(batch)))) {
        long lineCount = send(input.lines(), journal, lanes);
        lanes.finish();
        journal.finish(lineCount);
      }
    }
    return summary(journal.point(), options.file());
  }

  /// Sends the lines that are not answered yet.
  ///
  /// @return how many lines there are, answered before or not
  private static long send(LineReader lines, Journal journal, Lanes lanes) throws IOException {
    long answered = journal.point().lines();
    long count = 0;
    for (var line = lines.next(); line != null; line = lines.next()) {
      count = line.number();
      if (line.number() <= answered) {
        continue;
      }
      if (line.isBlank()) {
        journal.blank(line.number());
        continue;
      }
      var record = record(line, journal);
      if (record != null) {
        lanes.add(record);
      }
    }
    return count;
  }

  private static @Nullable RecordLine record(Line line, Journal journal) {
    try {
      return RecordLine.read(line);
    } catch (RecordLine.NotARecord e) {
      var reason = String.valueOf(e.getMessage());
      journal.reject(new Reject(line, Reject.NOT_A_RECORD, reason));
      return null;
    }
  }

  private int summary(ResumePoint end, String file) {
    out.printf("%d records taken, %d rejected%n", end.accepted(), end.rejected());
    if (end.rejected() == 0) {
      return ALL_TAKEN;
    }
    out.println("see " + (file.equals("-") ? "stdin" : file) + ".rejects.ndjson");
    return SOME_REJECTED;
  }
}
