package dev.promontory.server.intake;

import static dev.promontory.server.intake.Decoding.event;
import static dev.promontory.server.intake.Decoding.object;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.promontory.intake.Limits;
import io.helidon.http.HttpException;
import io.helidon.http.Status;
import java.util.Collections;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

class DecodedWeightTest {
  private static final int VALUES_OF_A_RECORD = 65_536;

  private final Semaphore room = DecodedWeight.room();
  private final int all = room.availablePermits();

  @Test
  void a_body_of_tiny_values_is_refused_long_before_its_bytes_are_too_many() {
    int fitting = DecodedWeight.MAX_BYTES / DecodedWeight.PER_VALUE / VALUES_OF_A_RECORD - 1;
    try (var weight = new DecodedWeight(room)) {
      assertThat(Decoding.decode(body(fitting), weight).good()).hasSize(fitting);
    }
    var large = body(fitting + 2);
    assertThat(large.length).isLessThan(BodyReader.MAX_BYTES / 2);
    try (var weight = new DecodedWeight(room)) {
      assertThatExceptionOfType(HttpException.class)
          .isThrownBy(() -> Decoding.decode(large, weight))
          .withMessageContaining("send fewer at a time")
          .satisfies(
              refusal ->
                  assertThat(refusal.status()).isEqualTo(Status.REQUEST_ENTITY_TOO_LARGE_413));
    }
    assertThat(room.availablePermits()).isEqualTo(all);
  }

  @Test
  void calls_that_hold_too_much_together_are_told_to_come_again() {
    room.acquireUninterruptibly(all);
    var small = event("A", "{\"a\":1}");
    var call = ("{\"d\":[" + small + "]}").getBytes(UTF_8);

    try (var weight = new DecodedWeight(room)) {
      assertThatExceptionOfType(HttpException.class)
          .isThrownBy(() -> Decoding.decode(call, weight))
          .satisfies(
              refusal -> assertThat(refusal.status()).isEqualTo(Status.TOO_MANY_REQUESTS_429));
    }
    room.release(1);
    try (var weight = new DecodedWeight(room)) {
      assertThat(Decoding.decode(call, weight).good()).hasSize(1);
    }
  }

  @Test
  void long_texts_weigh_more_than_short_ones() {
    room.acquireUninterruptibly(all - 1);
    try (var weight = new DecodedWeight(room)) {
      int texts = 64 * 1024 / (DecodedWeight.PER_VALUE + 2 * Limits.TEXT_LENGTH);
      for (int i = 0; i < texts; i++) {
        weight.add(Limits.TEXT_LENGTH);
      }
      assertThatExceptionOfType(HttpException.class)
          .isThrownBy(() -> weight.add(Limits.TEXT_LENGTH));
    }
    try (var weight = new DecodedWeight(room)) {
      assertThatCode(() -> weight.add(0)).doesNotThrowAnyException();
    }
  }

  /// Charged events with as many items and properties as may be.
  private static byte[] body(int records) {
    var item = object(Limits.PROPERTIES, "1");
    var items = String.join(",", Collections.nCopies(Limits.ITEMS, item));
    var record = event("Charged", "{\"Items\":[" + items + "]}");
    return ("{\"d\":[" + String.join(",", Collections.nCopies(records, record)) + "]}")
        .getBytes(UTF_8);
  }
}
