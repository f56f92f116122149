package dev.promontory.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.promontory.server.Config.ClockKind;
import dev.promontory.server.Config.DatabaseUrls;
import dev.promontory.server.Config.FirstAccount;
import dev.promontory.server.Config.FirstAdmin;
import dev.promontory.server.Config.LogLayout;
import dev.promontory.server.database.StartFailure;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigReaderTest {

  @Test
  void an_empty_environment_gives_the_documented_defaults() {
    assertThat(ConfigReader.read(Map.of("PATH", "/bin")))
        .isEqualTo(
            new Config(
                8080,
                Path.of("./data"),
                DatabaseUrls.EMBEDDED,
                new FirstAccount(null, null, ZoneId.of("UTC")),
                new FirstAdmin(null, null),
                ClockKind.SYSTEM,
                LogLayout.TEXT,
                true));
  }

  @Test
  void the_address_that_clients_use_is_no_mistake() {
    var environment = Map.of("PROMONTORY_URL", "http://elsewhere:8080");

    assertThat(ConfigReader.read(environment)).isEqualTo(ConfigReader.read(Map.of()));
  }

  @Test
  void every_variable_is_read() {
    var environment =
        Map.ofEntries(
            Map.entry("PROMONTORY_PORT", "0"),
            Map.entry("PROMONTORY_DATA", "/var/lib/promontory"),
            Map.entry("PROMONTORY_DATABASE_URL", "jdbc:postgresql://db/promo?user=p"),
            Map.entry("PROMONTORY_DATABASE_OWNER_URL", "jdbc:postgresql://db/promo?user=o"),
            Map.entry("PROMONTORY_ACCOUNT_ID", "ACME-1"),
            Map.entry("PROMONTORY_PASSCODE", "open sesame"),
            Map.entry("PROMONTORY_ADMIN_EMAIL", "ann@example.org"),
            Map.entry("PROMONTORY_ADMIN_PASSWORD", "pass"),
            Map.entry("PROMONTORY_TIME_ZONE", "Asia/Kolkata"),
            Map.entry("PROMONTORY_CLOCK", "test"),
            Map.entry("PROMONTORY_LOG", "json"));

    assertThat(ConfigReader.read(environment))
        .isEqualTo(
            new Config(
                0,
                Path.of("/var/lib/promontory"),
                new DatabaseUrls(
                    "jdbc:postgresql://db/promo?user=p", "jdbc:postgresql://db/promo?user=o"),
                new FirstAccount("ACME-1", "open sesame", ZoneId.of("Asia/Kolkata")),
                new FirstAdmin("ann@example.org", "pass"),
                ClockKind.TEST,
                LogLayout.JSON,
                true));
  }

  @Test
  void webhooks_may_be_kept_from_private_networks() {
    var name = "PROMONTORY_WEBHOOK_PRIVATE_TARGETS";

    assertThat(ConfigReader.read(Map.of(name, "false")).webhookPrivateTargets()).isFalse();
    assertThat(ConfigReader.read(Map.of(name, "TRUE")).webhookPrivateTargets()).isTrue();
    assertThatThrownBy(() -> ConfigReader.read(Map.of(name, "no")))
        .isInstanceOf(StartFailure.class)
        .hasMessage(name + " is true or false, not \"no\"");
  }

  @Test
  void an_unknown_variable_is_refused_with_the_nearest_known_name() {
    assertThatThrownBy(() -> ConfigReader.read(Map.of("PROMONTORY_PROT", "1")))
        .isInstanceOf(StartFailure.class)
        .hasMessage("the variable PROMONTORY_PROT is unknown; is PROMONTORY_PORT meant?");
    assertThatThrownBy(() -> ConfigReader.read(Map.of("PROMONTORY_TIMEZONE", "UTC")))
        .hasMessageContaining("is PROMONTORY_TIME_ZONE meant?");
    assertThatThrownBy(() -> ConfigReader.read(Map.of("PROMONTORY_PASSWORD", "x")))
        .hasMessageContaining("is PROMONTORY_PASSCODE meant?");
  }

  @Test
  void a_variable_that_is_set_to_nothing_counts_as_not_set() {
    assertThat(ConfigReader.read(Map.of("PROMONTORY_PORT", "")).port()).isEqualTo(8080);
    assertThat(ConfigReader.read(Map.of("PROMONTORY_DATABASE_URL", "")).database())
        .isEqualTo(DatabaseUrls.EMBEDDED);
  }

  @Test
  void values_that_do_not_fit_are_refused_by_name() {
    var unfit =
        List.of(
            Map.of("PROMONTORY_PORT", "-1"),
            Map.of("PROMONTORY_PORT", "65536"),
            Map.of("PROMONTORY_PORT", "http"),
            Map.of("PROMONTORY_DATABASE_URL", "postgres://db/promo"),
            Map.of("PROMONTORY_DATABASE_OWNER_URL", "db/promo"),
            Map.of("PROMONTORY_DATABASE_OWNER_URL", "jdbc:postgresql://db/promo"),
            Map.of("PROMONTORY_ACCOUNT_ID", "with space"),
            Map.of("PROMONTORY_ACCOUNT_ID", "x".repeat(65)),
            Map.of("PROMONTORY_ADMIN_EMAIL", "nobody"),
            Map.of("PROMONTORY_TIME_ZONE", "Mars/Olympus"),
            Map.of("PROMONTORY_TIME_ZONE", "+05:30"),
            Map.of("PROMONTORY_TIME_ZONE", "GMT+5"),
            Map.of("PROMONTORY_CLOCK", "sundial"),
            Map.of("PROMONTORY_LOG", "xml"));

    for (var environment : unfit) {
      assertThatThrownBy(() -> ConfigReader.read(environment))
          .isInstanceOf(StartFailure.class)
          .hasMessageStartingWith(environment.keySet().iterator().next() + " is ");
    }
  }

  @Test
  void a_secret_that_does_not_fit_is_not_repeated() {
    var secret = "s".repeat(1025);

    assertThatThrownBy(() -> ConfigReader.read(Map.of("PROMONTORY_PASSCODE", secret)))
        .isInstanceOf(StartFailure.class)
        .hasMessage("PROMONTORY_PASSCODE is 1 to 1024 characters");
  }
}
