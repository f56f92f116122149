package dev.promontory.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.promontory.server.Config.LogLayout;
import dev.promontory.server.books.VerifyCommand;
import dev.promontory.server.client.RefusedCall;
import dev.promontory.server.database.StartFailure;
import dev.promontory.server.imports.ImportCommand;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The program. Its first argument is the command; see `./promontory help`.
public final class Main {
  private static final int EXIT_FAILURE = 1;
  private static final int EXIT_USAGE = 2;
  private static final Duration STOP_PATIENCE = Duration.ofMinutes(1);

  private Main() {}

  public static void main(String[] arguments) {
    try {
      JdkCheck.check(Runtime.version());
      run(List.of(arguments), System.getenv());
    } catch (StartFailure e) {
      end(e.getMessage(), EXIT_FAILURE);
    }
  }

  private static void run(List<String> arguments, Map<String, String> environment) {
    if (!arguments.isEmpty() && arguments.getFirst().equals("import")) {
      importFile(arguments.subList(1, arguments.size()), environment);
      return;
    }
    switch (String.join(" ", arguments)) {
      case "start" -> start(ConfigReader.read(environment));
      case "demo" -> demo(ConfigReader.read(environment));
      case "verify" -> verify(ConfigReader.read(environment));
      default -> end("unknown command; try ./promontory help", EXIT_USAGE);
    }
  }

  /// Nothing runs that would have to be stopped in order, so none of the work of an orderly exit is
  /// done.
  private static void end(@Nullable String message, int status) {
    System.err.println("promontory: " + message);
    Runtime.getRuntime().halt(status);
  }

  /// Serves until the process is told to end. The shutdown hook closes the server: SIGTERM and
  /// Ctrl-C run it, and the process ends when it has returned.
  private static void start(Config config) {
    chooseLog(config.log());
    var server = new Server(config, System.out);
    Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop"));
    server.start();
  }

  /// Runs the demo until the process is told to end, and ends with status 1 if it does not come out
  /// as it must. Only warnings are logged, as `logback.xml` has it: what there is to see, the demo
  /// prints.
  private static void demo(Config config) {
    var teller = Thread.currentThread();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(teller), "stop"));
    var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8);
    try {
      new DemoCommand(config, out, InstantSource.system()).run(isTerminal(), machineStart());
    } catch (IOException | IllegalStateException | RefusedCall e) {
      throw new StartFailure("the demo failed: " + e.getMessage(), e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Ends with the status of the import. Only warnings are logged: what there is to see, the import
  /// prints.
  private static void importFile(List<String> arguments, Map<String, String> environment) {
    var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8);
    var status = new ImportCommand(System.in, out, isTerminal()).run(arguments, environment);
    Runtime.getRuntime().halt(status);
  }

  /// Ends with the status of the verification. Only warnings are logged: what there is to see, it
  /// prints.
  private static void verify(Config config) {
    var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8);
    int status;
    try (var books = OpenBooks.open(config)) {
      status = new VerifyCommand(out).run(books.source());
    }
    Runtime.getRuntime().halt(status);
  }

  private static void stop(Thread teller) {
    teller.interrupt();
    try {
      teller.join(STOP_PATIENCE);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// In JDK 25 there is no console when input or output is not a terminal.
  @SuppressWarnings("SystemConsoleNull")
  private static boolean isTerminal() {
    var console = System.console();
    return console != null && console.isTerminal() && System.getenv("NO_COLOR") == null;
  }

  /// When this Java machine started; the process may be older, a shell having begun it.
  private static Instant machineStart() {
    return Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
  }

  /// Must run before the first logger is made.
  private static void chooseLog(LogLayout layout) {
    System.setProperty("logback.configurationFile", "logback-" + layout.word() + ".xml");
  }
}
