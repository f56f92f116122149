package dev.promontory.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.record.Name;
import dev.promontory.record.ProfileChange;
import dev.promontory.record.Value;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfileRulesTest {

  @ParameterizedTest
  @CsvSource({
    "Gender, M",
    "gender, female",
    "Email, ann.o'neil+x@shop.co.uk",
    "E mail, é@bücher.example",
    "Phone, +14155551234",
    "Phone, +4915112345678",
    "Employed, Y",
    "Employment, unemployed",
    "Education, Graduate",
    "Married, N",
    "Marital status, Married",
    "Age, 0",
    "Age, 150",
    "Favourite colour, green"
  })
  void good_values_pass(String property, String text) {
    assertThat(ProfileRules.check(put(property, new Value.Text(text)))).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "514, Gender, X",
    "514, GENDER, ''",
    "515, Email, ann",
    "515, Email, ann@shop",
    "515, Email, @shop.org",
    "515, Email, ann@@shop.org",
    "515, Email, ann@shop..org",
    "515, Email, ann@.org",
    "515, Email, ann@shop.",
    "515, Email, an n@shop.org",
    "515, Email, <ann@shop.org>",
    "516, Phone, 14155551234",
    "516, Phone, +04155551234",
    "516, Phone, +141555",
    "516, Phone, +1234567890123456",
    "516, Phone, +1 415 555 1234",
    "517, Employed, maybe",
    "518, Education, PhD",
    "519, Marital status, complicated",
    "520, Age, 151",
    "520, Age, -1",
    "520, Age, old",
    "520, DOB, 1990-01-01"
  })
  void bad_values_have_the_codes_of_the_reference(int code, String property, String text) {
    assertThat(ProfileRules.check(put(property, new Value.Text(text))))
        .extracting(fault -> fault.code().number())
        .isEqualTo(code);
  }

  @Test
  void ages_and_flags_and_dates_may_be_typed() {
    assertThat(ProfileRules.check(put("Age", Value.number(42)))).isNull();
    assertThat(ProfileRules.check(put("Age", Value.number(151)))).isNotNull();
    assertThat(ProfileRules.check(put("Age", new Value.Decimal(42_500_000)))).isNotNull();
    assertThat(ProfileRules.check(put("Married", new Value.Flag(true)))).isNull();
    assertThat(ProfileRules.check(put("Employed", new Value.Flag(false)))).isNull();
    assertThat(ProfileRules.check(put("DOB", new Value.Date(-86_400)))).isNull();
    assertThat(ProfileRules.check(put("Gender", new Value.Flag(true)))).isNotNull();
    assertThat(ProfileRules.check(put("Phone", Value.number(14155551234L)))).isNotNull();
  }

  @Test
  void an_email_has_at_most_254_characters() {
    var domain = "@" + "d".repeat(185) + ".org";
    assertThat(ProfileRules.check(put("Email", new Value.Text("l".repeat(64) + domain)))).isNull();
    assertThat(ProfileRules.check(put("Email", new Value.Text("l".repeat(65) + domain))))
        .isNotNull();
    assertThat(
            ProfileRules.check(
                put("Email", new Value.Text("l".repeat(64) + "@d" + domain.substring(1)))))
        .isNotNull();
  }

  @Test
  void a_reserved_property_may_go_but_not_become_a_list_or_a_counter() {
    var age = Name.of("Age");
    assertThat(ProfileRules.check(new ProfileChange.Delete(age))).isNull();
    assertThat(ProfileRules.check(new ProfileChange.Add(age, List.of("1")))).isNotNull();
    assertThat(ProfileRules.check(new ProfileChange.Increment(age, Value.number(1)))).isNotNull();
  }

  private static ProfileChange put(String property, Value value) {
    return new ProfileChange.Put(Name.of(property), value);
  }
}
