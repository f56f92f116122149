package dev.promontory.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class SecretTest {
  private static final SecureRandom RANDOM = new SecureRandom();

  @Test
  void a_hash_matches_its_secret_and_no_other() {
    var hash = Secret.hash("Grüße 🎁", RANDOM);

    assertThat(Secret.matches("Grüße 🎁", hash)).isTrue();
    assertThat(Secret.matches("Grüße", hash)).isFalse();
    assertThat(Secret.matches("", hash)).isFalse();
  }

  @Test
  void the_same_secret_has_another_hash_every_time_and_is_not_in_it() {
    var first = Secret.hash("secret", RANDOM);
    var second = Secret.hash("secret", RANDOM);

    assertThat(first).isNotEqualTo(second).startsWith("pbkdf2-sha512$210000$");
    assertThat(first).doesNotContain("secret");
  }

  @Test
  void a_known_answer_of_another_implementation_matches() {
    var hash =
        "pbkdf2-sha512$1000$AAECAwQFBgcICQoLDA0ODw==$x05AgND7tB/uWGjA/2D9dayuJjghWYfl/1T46uIRM5s=";

    assertThat(Secret.matches("password", hash)).isTrue();
  }

  @Test
  void generated_secrets_have_160_bits_and_differ() {
    assertThat(Secret.generated(RANDOM))
        .matches("[0-9a-f]{40}")
        .isNotEqualTo(Secret.generated(RANDOM));
  }

  @Test
  void an_encoding_that_is_not_ours_is_a_failure() {
    assertThatThrownBy(() -> Secret.matches("secret", "md5$1$x$y"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
