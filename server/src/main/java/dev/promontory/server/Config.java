package dev.promontory.server;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Everything that can be configured, read once at start from the environment by [ConfigReader].
///
/// @param port TCP port to listen on, 0 to 65535; 0 takes any free one. `PROMONTORY_PORT`, 8080
/// @param data the folder of the embedded database and the derived stores. `PROMONTORY_DATA`,
///   `./data`
/// @param database which PostgreSQL to use
/// @param account the first account, used at the first start only
/// @param admin the first console user, used at the first start only
/// @param clock which clock the whole server runs on. `PROMONTORY_CLOCK`, `system`
/// @param log how log lines look. `PROMONTORY_LOG`, `text`
/// @param webhookPrivateTargets whether webhooks may call this machine and private networks.
///   `PROMONTORY_WEBHOOK_PRIVATE_TARGETS`, `true`
public record Config(
    int port,
    Path data,
    DatabaseUrls database,
    FirstAccount account,
    FirstAdmin admin,
    ClockKind clock,
    LogLayout log,
    boolean webhookPrivateTargets) {

  public Config {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("a TCP port is 0 to 65535");
    }
  }

  /// A PostgreSQL to use instead of the embedded one.
  ///
  /// @param url its JDBC address, or null for the embedded one. `PROMONTORY_DATABASE_URL`
  /// @param ownerUrl the same with the user who owns the tables and runs the migrations, or null if
  ///   that is the same user. `PROMONTORY_DATABASE_OWNER_URL`
  public record DatabaseUrls(@Nullable String url, @Nullable String ownerUrl) {
    /// The embedded PostgreSQL.
    public static final DatabaseUrls EMBEDDED = new DatabaseUrls(null, null);

    public DatabaseUrls {
      if (url == null && ownerUrl != null) {
        throw new IllegalArgumentException("an owner of a database that is not named");
      }
    }
  }

  /// The first account.
  ///
  /// @param id its public id, or null to have one generated. `PROMONTORY_ACCOUNT_ID`
  /// @param passcode its passcode, or null to have one generated. `PROMONTORY_PASSCODE`
  /// @param zone its time zone. `PROMONTORY_TIME_ZONE`, `UTC`
  public record FirstAccount(@Nullable String id, @Nullable String passcode, ZoneId zone) {}

  /// The first person who may use the console.
  ///
  /// @param email the name to sign in with, or null for `admin@localhost`. `PROMONTORY_ADMIN_EMAIL`
  /// @param password or null to have one generated. `PROMONTORY_ADMIN_PASSWORD`
  public record FirstAdmin(@Nullable String email, @Nullable String password) {}

  /// Which clock the server runs on.
  public enum ClockKind {
    /// The machine's.
    SYSTEM,
    /// One that starts at the machine's time and is then set through the API, for tests.
    TEST
  }

  /// How log lines look.
  public enum LogLayout {
    /// For people.
    TEXT,
    /// One JSON object a line, for programs.
    JSON;

    /// As written in the environment.
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
