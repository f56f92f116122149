package dev.promontory.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class IdempotencyTest {

  @Test
  void a_key_that_nothing_is_known_of_is_not_taken_for_a_new_one() {
    var request = Idempotency.Request.of(new Idempotency.Key(1, "test", "key"), "body");

    assertThatThrownBy(() -> new Silent().claim(request, Instant.EPOCH))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("key=key");
  }

  /// A store that tells nothing.
  private static final class Silent implements Idempotency {
    @Override
    public Supplier<Map<Key, Claim>> claim(Collection<Request> requests, Instant now) {
      return Map::of;
    }

    @Override
    public Optional<Claim> known(Request request) {
      return Optional.empty();
    }

    @Override
    public void answer(Map<Request, String> answers, Instant now) {
      throw new UnsupportedOperationException("nothing was claimed");
    }

    @Override
    public Optional<Instant> oldest() {
      return Optional.empty();
    }

    @Override
    public int forget(Instant before, int limit) {
      return 0;
    }
  }
}
