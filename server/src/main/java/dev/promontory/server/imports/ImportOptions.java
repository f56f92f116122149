package dev.promontory.server.imports;

import dev.promontory.server.client.Credentials;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What to import, where to, and how.
///
/// @param file a path, or `-` for standard input
/// @param server scheme, host and port
/// @param lanes how many calls may be under way at once, 1 to [#MAX_LANES]
/// @param patience how long a call is repeated while the server does not take it
record ImportOptions(
    String file, URI server, Credentials credentials, int lanes, Duration patience) {

  static final int MAX_LANES = 16;

  static final String USAGE =
      """
      usage: ./promontory import [OPTION VALUE]... FILE

      Sends the upload records in FILE, one JSON object a line, to a running server. FILE may be plain, gzip or
      zstd; - is standard input. Started again after an interruption it goes on where it stopped.

        --url URL           the server; default PROMONTORY_URL or http://localhost:8080
        --account ID        default PROMONTORY_ACCOUNT_ID
        --passcode SECRET   default PROMONTORY_PASSCODE
        --lanes N           calls under way at once, 1 to 16; default 4
        --patience SECONDS  how long to repeat a call that the server does not take; default 300

      Exit codes: 0 every record was taken, 1 some were rejected (see FILE.rejects.ndjson), 2 it failed.
      """;

  private static final List<String> NAMES =
      List.of("--url", "--account", "--passcode", "--lanes", "--patience");
  private static final int MAX_PATIENCE_SECONDS = 1_000_000;

  /// Reads the command line; options go before variables of the environment.
  ///
  /// @throws ImportFailure if it is not a fit one
  static ImportOptions read(List<String> arguments, Map<String, String> environment) {
    Map<String, String> options = new HashMap<>();
    String file = null;
    for (int i = 0; i < arguments.size(); i++) {
      var argument = arguments.get(i);
      if (NAMES.contains(argument) && i + 1 < arguments.size()) {
        options.put(argument, arguments.get(++i));
      } else if (file == null && (argument.equals("-") || !argument.startsWith("-"))) {
        file = argument;
      } else {
        throw new ImportFailure("what is " + argument + "?\n" + USAGE);
      }
    }
    if (file == null) {
      throw new ImportFailure("which file?\n" + USAGE);
    }
    return new ImportOptions(
        file,
        url(options.getOrDefault("--url", environment.getOrDefault("PROMONTORY_URL", ""))),
        new Credentials(
            required(options.get("--account"), environment.get("PROMONTORY_ACCOUNT_ID"), "account"),
            required(
                options.get("--passcode"), environment.get("PROMONTORY_PASSCODE"), "passcode")),
        number(options.getOrDefault("--lanes", "4"), 1, MAX_LANES, "--lanes"),
        Duration.ofSeconds(
            number(
                options.getOrDefault("--patience", "300"), 0, MAX_PATIENCE_SECONDS, "--patience")));
  }

  private static URI url(String text) {
    try {
      var url = URI.create(text.isEmpty() ? "http://localhost:8080" : text);
      if (("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
          && url.getHost() != null) {
        return url;
      }
    } catch (IllegalArgumentException _) {
      // Said below.
    }
    throw new ImportFailure("the URL of the server is like http://localhost:8080, not " + text);
  }

  private static String required(@Nullable String option, @Nullable String variable, String name) {
    var value = option == null ? variable : option;
    if (value == null || value.isEmpty()) {
      throw new ImportFailure(
          "the %s is missing: give --%s, or set PROMONTORY_ACCOUNT_ID and PROMONTORY_PASSCODE"
              .formatted(name, name));
    }
    return value;
  }

  private static int number(String text, int min, int max, String name) {
    if (text.matches("\\d{1,7}")) {
      int number = Integer.parseInt(text);
      if (number >= min && number <= max) {
        return number;
      }
    }
    throw new ImportFailure("%s is a number from %d to %d".formatted(name, min, max));
  }
}
