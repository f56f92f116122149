package dev.promontory.server.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.promontory.app.RelayOutbox.Relayed;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class RelayingTest {
  private final Deque<Relayed> passes =
      new ArrayDeque<>(List.of(Relayed.MANY, Relayed.FEW, Relayed.NOTHING));
  private final Relaying relaying = new Relaying(passes::pop);

  @Test
  void it_goes_on_until_nothing_waits() {
    assertThat(relaying.make(() -> true)).isEqualTo(Relaying.PAUSE);
    assertThat(passes).isEmpty();
  }

  @Test
  void whoever_wants_to_stop_waits_for_one_pass() {
    relaying.make(() -> passes.size() == 3);

    assertThat(passes).hasSize(2);
  }

  @Test
  void a_log_that_takes_no_more_makes_the_round_fail() {
    passes.addFirst(Relayed.HELD_UP);

    assertThatThrownBy(() -> relaying.make(() -> true)).hasMessageContaining("takes no more");
    assertThat(passes).hasSize(3);
  }
}
