package dev.promontory.server;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.promontory.server.database.StartFailure;
import java.lang.Runtime.Version;
import java.util.List;
import org.junit.jupiter.api.Test;

class JdkCheckTest {

  @Test
  void releases_that_corrupt_native_memory_are_refused_with_the_reason() {
    for (var release : List.of("25", "25.0.1", "25.0.1+8-LTS", "25.0.2", "25.0.2.1+3")) {
      assertThatThrownBy(() -> JdkCheck.check(Version.parse(release)))
          .isInstanceOf(StartFailure.class)
          .hasMessageContaining("JDK-8377811")
          .hasMessageContaining("25.0.3 or newer")
          .hasMessageContaining(release);
    }
  }

  @Test
  void older_javas_are_refused() {
    assertThatThrownBy(() -> JdkCheck.check(Version.parse("24.0.2")))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("needs Java 25");
  }

  @Test
  void fit_releases_pass() {
    for (var release : List.of("25.0.3+9-LTS", "25.0.4", "25.1", "26", "27-ea")) {
      assertThatCode(() -> JdkCheck.check(Version.parse(release))).doesNotThrowAnyException();
    }
  }
}
