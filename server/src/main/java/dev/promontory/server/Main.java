package dev.promontory.server;

import dev.promontory.server.Config.LogLayout;
import dev.promontory.server.database.StartFailure;
import java.util.List;
import java.util.Map;

/// The program. Its first argument is the command; see `./promontory help`.
public final class Main {
  private static final int EXIT_FAILURE = 1;
  private static final int EXIT_USAGE = 2;

  private Main() {}

  public static void main(String[] arguments) {
    try {
      JdkCheck.check(Runtime.version());
      run(List.of(arguments), System.getenv());
    } catch (StartFailure e) {
      System.err.println("promontory: " + e.getMessage());
      System.exit(EXIT_FAILURE);
    }
  }

  private static void run(List<String> arguments, Map<String, String> environment) {
    switch (String.join(" ", arguments)) {
      case "start" -> start(ConfigReader.read(environment));
      default -> {
        System.err.println("promontory: unknown command; try ./promontory help");
        System.exit(EXIT_USAGE);
      }
    }
  }

  /// Serves until the process is told to end. The shutdown hook closes the server: SIGTERM and
  /// Ctrl-C run it, and the process ends when it has returned.
  private static void start(Config config) {
    chooseLog(config.log());
    var server = new Server(config, System.out);
    Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop"));
    server.start();
  }

  /// Must run before the first logger is made.
  private static void chooseLog(LogLayout layout) {
    System.setProperty("logback.configurationFile", "logback-" + layout.word() + ".xml");
  }
}
