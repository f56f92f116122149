package dev.promontory.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.intake.Fault.Code;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Charged",
        "Product viewed",
        "CTA Clicked",
        "ct",
        "CTR",
        "Größe",
        "注文",
        "🛒 added"
      })
  void ordinary_names_are_allowed(String name) {
    assertThat(Names.checkEvent(name)).isNull();
    assertThat(Names.checkEventProperty(name)).isNull();
    assertThat(Names.checkProfileProperty(name)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t", "\u00a0\u2003"})
  void a_name_is_not_blank(String name) {
    assertThat(code(Names.checkEvent(name))).isEqualTo(Code.EVENT_NAME_MISSING);
    assertThat(code(Names.checkEventProperty(name))).isEqualTo(Code.STRUCTURE);
    assertThat(code(Names.checkProfileProperty(name))).isEqualTo(Code.STRUCTURE);
  }

  @Test
  void a_name_has_at_most_120_characters_however_many_bytes_they_take() {
    assertThat(Names.checkEventProperty("🛒".repeat(120))).isNull();
    assertThat(code(Names.checkEventProperty("🛒".repeat(121)))).isEqualTo(Code.LIMIT);
    assertThat(Names.checkEvent("x".repeat(120))).isNull();
    assertThat(code(Names.checkEvent("x".repeat(121)))).isEqualTo(Code.STRUCTURE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a%",
        "a>",
        "a<",
        "a!",
        "a|",
        "a&",
        "a.",
        "a:",
        "a;",
        "a$",
        "a'",
        "a\"",
        "a\\",
        "a\u0000b",
        "a\nb",
        "a\u007fb",
        "a\u0085b",
        "a\ud800",
        "\udc00a"
      })
  void no_name_holds_a_forbidden_character(String name) {
    assertThat(code(Names.checkEvent(name))).isEqualTo(Code.STRUCTURE);
    assertThat(code(Names.checkEventProperty(name))).isEqualTo(Code.STRUCTURE);
    assertThat(code(Names.checkProfileProperty(name))).isEqualTo(Code.STRUCTURE);
  }

  @Test
  void a_number_sign_is_forbidden_in_profiles_only() {
    assertThat(Names.checkEvent("a#")).isNull();
    assertThat(Names.checkEventProperty("a#")).isNull();
    assertThat(code(Names.checkProfileProperty("a#"))).isEqualTo(Code.STRUCTURE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "App Launched",
        "applaunched",
        "UTM Visited",
        " identity  set ",
        "CT Points Credited",
        "CTPointsCredited",
        "ct points credited",
        " CT whatever comes later",
        "CT\u00a0Points"
      })
  void i3_the_events_of_the_system_are_not_the_clients_to_raise(String name) {
    assertThat(code(Names.checkEvent(name))).isEqualTo(Code.RESTRICTED_EVENT);
  }

  private static @Nullable Code code(@Nullable Fault fault) {
    return fault == null ? null : fault.code();
  }
}
