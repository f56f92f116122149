package dev.promontory.server;

import dev.promontory.server.Config.ClockKind;
import dev.promontory.server.Config.DatabaseUrls;
import dev.promontory.server.Config.FirstAccount;
import dev.promontory.server.Config.FirstAdmin;
import dev.promontory.server.Config.LogLayout;
import dev.promontory.server.database.StartFailure;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Reads the [Config] from environment variables. A variable that begins with `PROMONTORY_` and is
/// not known is refused: it is most often a slip of the pen, and ignoring it would start another
/// server than the one that was asked for.
final class ConfigReader {
  private static final String PREFIX = "PROMONTORY_";
  private static final String PORT = "PROMONTORY_PORT";
  private static final String DATA = "PROMONTORY_DATA";
  private static final String DATABASE_URL = "PROMONTORY_DATABASE_URL";
  private static final String DATABASE_OWNER_URL = "PROMONTORY_DATABASE_OWNER_URL";
  private static final String ACCOUNT_ID = "PROMONTORY_ACCOUNT_ID";
  private static final String PASSCODE = "PROMONTORY_PASSCODE";
  private static final String ADMIN_EMAIL = "PROMONTORY_ADMIN_EMAIL";
  private static final String ADMIN_PASSWORD = "PROMONTORY_ADMIN_PASSWORD";
  private static final String TIME_ZONE = "PROMONTORY_TIME_ZONE";
  private static final String CLOCK = "PROMONTORY_CLOCK";
  private static final String LOG = "PROMONTORY_LOG";
  private static final String PRIVATE_TARGETS = "PROMONTORY_WEBHOOK_PRIVATE_TARGETS";

  /// Where the commands that call a server find it: not the server's to read, but no mistake.
  private static final String URL = "PROMONTORY_URL";

  private static final List<String> KNOWN =
      List.of(
          PORT,
          DATA,
          DATABASE_URL,
          DATABASE_OWNER_URL,
          ACCOUNT_ID,
          PASSCODE,
          ADMIN_EMAIL,
          ADMIN_PASSWORD,
          TIME_ZONE,
          CLOCK,
          LOG,
          PRIVATE_TARGETS,
          URL);
  private static final int MAX_PORT = 65_535;
  private static final Pattern JDBC_URL = Pattern.compile("jdbc:postgresql:.+");
  private static final Pattern EMAIL = Pattern.compile("[^@\\s]{1,64}@[^@\\s]{1,189}");
  private static final Pattern SECRET = Pattern.compile("(?s).{1,1024}");

  private final Map<String, String> environment;

  private ConfigReader(Map<String, String> environment) {
    this.environment = environment;
  }

  /// Reads the configuration. A variable that is set to nothing counts as not set.
  ///
  /// @throws StartFailure when a variable is unknown or its value is not a fit one
  static Config read(Map<String, String> environment) {
    environment.keySet().stream()
        .filter(name -> name.startsWith(PREFIX) && !KNOWN.contains(name))
        .sorted()
        .findFirst()
        .ifPresent(ConfigReader::refuse);
    return new ConfigReader(environment).config();
  }

  private static void refuse(String name) {
    var nearest =
        KNOWN.stream().min(Comparator.comparingInt(known -> distance(name, known))).orElseThrow();
    throw new StartFailure("the variable %s is unknown; is %s meant?".formatted(name, nearest));
  }

  private Config config() {
    return new Config(
        parsed(PORT, "8080", "a TCP port from 0 to 65535", ConfigReader::port),
        parsed(DATA, "./data", "a folder", Path::of),
        database(),
        new FirstAccount(
            optional(
                ACCOUNT_ID, "1 to 64 letters, digits, - or _", Pattern.compile("[\\w-]{1,64}")),
            optional(PASSCODE, "1 to 1024 characters", SECRET),
            parsed(TIME_ZONE, "UTC", "an IANA time zone such as Asia/Kolkata", ConfigReader::zone)),
        new FirstAdmin(
            optional(ADMIN_EMAIL, "an e-mail address", EMAIL),
            optional(ADMIN_PASSWORD, "1 to 1024 characters", SECRET)),
        parsed(CLOCK, "system", "system or test", ConfigReader::clock),
        parsed(LOG, "text", "text or json", ConfigReader::log),
        parsed(PRIVATE_TARGETS, "true", "true or false", ConfigReader::flag));
  }

  private DatabaseUrls database() {
    var meaning = "a JDBC URL such as jdbc:postgresql://host/name";
    var url = optional(DATABASE_URL, meaning, JDBC_URL);
    var ownerUrl = optional(DATABASE_OWNER_URL, meaning, JDBC_URL);
    if (url == null && ownerUrl != null) {
      throw new StartFailure(
          "%s is of no use without %s".formatted(DATABASE_OWNER_URL, DATABASE_URL));
    }
    return new DatabaseUrls(url, ownerUrl);
  }

  private <T> T parsed(String name, String absent, String meaning, Function<String, T> parser) {
    var value = environment.getOrDefault(name, "");
    try {
      return parser.apply(value.isEmpty() ? absent : value);
    } catch (IllegalArgumentException e) {
      throw new StartFailure("%s is %s, not \"%s\"".formatted(name, meaning, value), e);
    }
  }

  /// The value is not repeated in the message: it may be a secret.
  private @Nullable String optional(String name, String meaning, Pattern form) {
    var value = environment.getOrDefault(name, "");
    if (value.isEmpty()) {
      return null;
    }
    if (!form.matcher(value).matches()) {
      throw new StartFailure("%s is %s".formatted(name, meaning));
    }
    return value;
  }

  private static int port(String text) {
    var port = Integer.parseInt(text);
    if (port < 0 || port > MAX_PORT) {
      throw new IllegalArgumentException(text);
    }
    return port;
  }

  /// Offsets such as `+05:30` and `GMT+5` are no IANA zones, and PostgreSQL would read their signs
  /// the other way round.
  private static ZoneId zone(String text) {
    if (!ZoneId.getAvailableZoneIds().contains(text)) {
      throw new IllegalArgumentException(text);
    }
    return ZoneId.of(text);
  }

  private static ClockKind clock(String text) {
    return ClockKind.valueOf(text.toUpperCase(Locale.ROOT));
  }

  private static LogLayout log(String text) {
    return LogLayout.valueOf(text.toUpperCase(Locale.ROOT));
  }

  private static boolean flag(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException(text);
    };
  }

  /// Levenshtein's distance: how many letters must be put in, left out or changed.
  private static int distance(String from, String to) {
    var previous = IntStream.rangeClosed(0, to.length()).toArray();
    for (int row = 1; row <= from.length(); row++) {
      var current = new int[to.length() + 1];
      current[0] = row;
      for (int column = 1; column <= to.length(); column++) {
        var change = from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1;
        current[column] =
            Math.min(
                previous[column - 1] + change, 1 + Math.min(previous[column], current[column - 1]));
      }
      previous = current;
    }
    return previous[to.length()];
  }
}
