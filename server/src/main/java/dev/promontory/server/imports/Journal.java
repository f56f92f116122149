package dev.promontory.server.imports;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is answered: keeps the state file and the rejects file. Lines are answered in any order;
/// both files speak of the lines before the first that is not. Safe for use by many threads.
final class Journal implements AutoCloseable {
  private static final long SAVE_NANOS = 1_000_000_000L;

  private final @Nullable Path stateFile;
  private final Path rejectsFile;
  private final BitSet answered = new BitSet();
  private final Map<Long, Reject> rejects = new HashMap<>();
  private final Set<Long> blanks = new HashSet<>();
  private ResumePoint point;
  private @Nullable OutputStream out;
  private long savedAtNanos = System.nanoTime();
  private boolean closed;

  /// Goes on at a point; rejects beyond it are cut off, for their lines will be sent again.
  ///
  /// @param stateFile null if the input cannot be read twice
  Journal(@Nullable Path stateFile, Path rejectsFile, ResumePoint point) throws IOException {
    this.stateFile = stateFile;
    this.rejectsFile = rejectsFile;
    this.point = point;
    if (point.rejectsBytes() == 0) {
      Files.deleteIfExists(rejectsFile);
      return;
    }
    try (var channel = Files.newByteChannel(rejectsFile, StandardOpenOption.WRITE)) {
      if (channel.size() < point.rejectsBytes()) {
        throw new ImportFailure(rejectsFile + " is cut short; to begin anew, delete " + stateFile);
      }
      channel.truncate(point.rejectsBytes());
    }
  }

  /// The lines before the first that is not answered.
  synchronized ResumePoint point() {
    return point;
  }

  /// A line that says nothing.
  synchronized void blank(long number) {
    blanks.add(number);
    answer(number);
    advance();
  }

  /// A line that was never sent.
  synchronized void reject(Reject reject) {
    rejects.put(reject.line().number(), reject);
    answer(reject.line().number());
    advance();
  }

  /// A batch that was answered.
  ///
  /// @param refused those of its lines that the server did not take
  synchronized void answered(List<RecordLine> batch, List<Reject> refused) {
    refused.forEach(reject -> rejects.put(reject.line().number(), reject));
    batch.forEach(record -> answer(record.line().number()));
    advance();
  }

  private void answer(long number) {
    answered.set(Math.toIntExact(number - point.lines() - 1));
  }

  private void advance() {
    int run = answered.nextClearBit(0);
    if (run == 0) {
      return;
    }
    try {
      for (int i = 1; i <= run; i++) {
        pass(point.lines() + 1);
      }
      var rest = answered.get(run, Math.max(run, answered.length()));
      answered.clear();
      answered.or(rest);
      if (System.nanoTime() - savedAtNanos >= SAVE_NANOS) {
        save();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void pass(long number) throws IOException {
    var reject = rejects.remove(number);
    boolean blank = blanks.remove(number);
    int bytes = reject == null ? 0 : write(reject.toJson());
    point =
        new ResumePoint(
            point.fingerprint(),
            number,
            point.blank() + (blank ? 1 : 0),
            point.rejected() + (reject == null ? 0 : 1),
            point.rejectsBytes() + bytes);
  }

  private int write(byte[] json) throws IOException {
    if (out == null) {
      out =
          new BufferedOutputStream(
              Files.newOutputStream(
                  rejectsFile, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    }
    out.write(json);
    return json.length;
  }

  /// The rejects first: the state must not speak of what is not there.
  private void save() throws IOException {
    if (out != null) {
      out.flush();
    }
    if (stateFile != null) {
      point.save(stateFile);
    }
    savedAtNanos = System.nanoTime();
  }

  /// Saves what is known; the import goes on there.
  @Override
  public synchronized void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    save();
    if (out != null) {
      out.close();
    }
  }

  /// Ends an import that is done: nothing is left to go on with.
  ///
  /// @param lines how many lines the input has
  /// @throws ImportFailure if one of them was never answered; what is known is saved
  synchronized void finish(long lines) throws IOException {
    close();
    if (point.lines() != lines) {
      throw new ImportFailure(
          "only %d of %d lines were answered; import the file again to go on"
              .formatted(point.lines(), lines));
    }
    if (stateFile != null) {
      Files.deleteIfExists(stateFile);
    }
  }
}
