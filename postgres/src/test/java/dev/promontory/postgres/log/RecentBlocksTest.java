package dev.promontory.postgres.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.promontory.log.LogBlock;
import dev.promontory.log.LogRecord;
import dev.promontory.postgres.log.RecentBlocks.Next;
import dev.promontory.record.Name;
import dev.promontory.record.Properties;
import dev.promontory.record.RecordBody;
import java.util.concurrent.FutureTask;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RecentBlocksTest {
  @Test
  void what_is_too_old_is_on_disk() throws InterruptedException {
    var recent = new RecentBlocks(10, 1_000);
    recent.restart(100);
    recent.add(block(101, 105), 1);
    recent.add(block(106, 110), 1);
    assertThat(recent.await(100, 0)).isEqualTo(new Next.InMemory(block(101, 110)));

    recent.add(block(111, 111), 1);

    assertThat(recent.await(99, 0)).isEqualTo(new Next.OnDisk());
    assertThat(recent.await(104, 0)).isEqualTo(new Next.OnDisk());
    assertThat(recent.await(105, 0)).isEqualTo(new Next.InMemory(block(106, 111)));
    assertThat(recent.await(107, 0)).isEqualTo(new Next.InMemory(block(108, 111)));
    assertThat(recent.await(111, 0)).isEqualTo(new Next.Nothing());
    assertThat(recent.await(500, 0)).isEqualTo(new Next.Nothing());
  }

  @Test
  void few_large_records_fill_it_as_many_small_ones_do() throws InterruptedException {
    var recent = new RecentBlocks(1_000, 100);
    recent.add(block(1, 1), 60);
    recent.add(block(2, 2), 60);

    assertThat(recent.await(0, 0)).isEqualTo(new Next.OnDisk());
    assertThat(recent.await(1, 0)).isEqualTo(new Next.InMemory(block(2, 2)));
    recent.add(block(3, 3), 500);
    assertThat(recent.await(2, 0)).isEqualTo(new Next.OnDisk());
    assertThat(recent.last()).isEqualTo(3);
  }

  @Test
  void small_blocks_are_joined_and_large_ones_are_not() throws InterruptedException {
    var recent = new RecentBlocks(10_000, 1_000);
    recent.add(block(1, 1_200), 1);
    for (int i = 1; i <= 15; i++) {
      recent.add(block(1_100 + 100 * i + 1, 1_200 + 100 * i), 1);
    }

    assertThat(recent.await(0, 0)).isEqualTo(new Next.InMemory(block(1, 1_200)));
    assertThat(recent.await(1_200, 0)).isEqualTo(new Next.InMemory(block(1_201, 2_200)));
  }

  @Test
  void a_block_that_leaves_a_gap_is_a_mistake() {
    var recent = new RecentBlocks(10, 1_000);
    recent.restart(5);

    assertThatThrownBy(() -> recent.add(block(7, 8), 1)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> recent.add(block(5, 8), 1)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void closing_wakes_those_who_wait() {
    var recent = new RecentBlocks(10, 1_000);
    var waiting = new FutureTask<>(() -> recent.await(0, Long.MAX_VALUE));
    var thread = Thread.ofPlatform().start(waiting);
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }

    recent.close();

    assertThatThrownBy(waiting::get).hasCauseInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> recent.await(0, 0)).isInstanceOf(IllegalStateException.class);
  }

  private static LogBlock block(long first, long last) {
    var body = new RecordBody.Event(Name.of("e"), Properties.NONE);
    return new LogBlock(
        LongStream.rangeClosed(first, last)
            .mapToObj(position -> new LogRecord(position, 1, 1, 1, 1, body))
            .toList());
  }
}
