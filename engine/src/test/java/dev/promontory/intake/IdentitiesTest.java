package dev.promontory.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.intake.Fault.Code;
import dev.promontory.user.Identity.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentitiesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"ann", "17850", "ann@shop.org", "+14155551234", "00", "-10", "名前", "a b", "'; --"})
  void an_app_may_name_its_users_as_it_likes(String value) {
    assertThat(Identities.check(Kind.IDENTITY, value)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "undefined",
        "null",
        "na",
        "n/a",
        "0",
        "nil",
        "-1",
        "infinity",
        "-infinity",
        "inf",
        "-inf",
        "nan",
        "-nan",
        "empty",
        "xxxxxx",
        "none",
        "NULL",
        "NaN",
        " null ",
        "-Infinity"
      })
  void s19_what_stands_for_no_identity_is_none(String value) {
    for (var kind : Kind.values()) {
      assertThat(Identities.check(kind, value))
          .extracting(Fault::code)
          .isEqualTo(kind == Kind.OBJECT_ID ? Code.OBJECT_ID : Code.IDENTITY);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t", "a\u0000", "a\nb", "a\ud83d", "\u0000"})
  void a_blank_or_unprintable_identity_is_refused(String value) {
    assertThat(Identities.check(Kind.IDENTITY, value)).isNotNull();
  }

  @Test
  void an_identity_has_fewer_than_1024_characters() {
    assertThat(Identities.check(Kind.IDENTITY, "i".repeat(1023))).isNull();
    assertThat(Identities.check(Kind.IDENTITY, "i".repeat(1024))).isNotNull();
    assertThat(Identities.check(Kind.IDENTITY, "🎁".repeat(1023))).isNull();
    assertThat(Identities.check(Kind.IDENTITY, "🎁".repeat(1024))).isNotNull();
  }

  @Test
  void an_object_id_has_no_spaces() {
    assertThat(Identities.check(Kind.OBJECT_ID, "__g00000000-1111")).isNull();
    assertThat(Identities.check(Kind.OBJECT_ID, "a b"))
        .isEqualTo(new Fault(Code.OBJECT_ID, "An objectId holds no spaces."));
  }
}
