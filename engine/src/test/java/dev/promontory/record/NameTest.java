package dev.promontory.record;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NameTest {
  @Test
  void n1_case_and_spaces_do_not_tell_names_apart() {
    assertThat(Name.of("Sign Up"))
        .isEqualTo(Name.of("signup"))
        .hasSameHashCodeAs(Name.of("SIGNUP"));
    assertThat(Name.of("Sign\u00a0Up\t")).isEqualTo(Name.of("signup"));
    assertThat(Name.of("ÉTÉ")).isEqualTo(Name.of("été"));
    assertThat(Name.of("signup")).isNotEqualTo(Name.of("sign_up"));
  }

  @Test
  void n1_a_name_is_shown_as_it_was_written() {
    assertThat(Name.of("Sign Up").display()).isEqualTo("Sign Up");
    assertThat(Name.of("Sign Up").key()).isEqualTo("signup");
  }
}
