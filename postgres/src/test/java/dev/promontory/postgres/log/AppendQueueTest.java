package dev.promontory.postgres.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.log.AppendBatch;
import dev.promontory.log.AppendResult.Overloaded;
import dev.promontory.log.AppendResult.Unavailable;
import dev.promontory.log.NewRecord;
import dev.promontory.record.Name;
import dev.promontory.record.Properties;
import dev.promontory.record.Property;
import dev.promontory.record.RecordBody;
import dev.promontory.record.Value;
import dev.promontory.user.Identity;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class AppendQueueTest {
  private static final Overloaded FULL = new Overloaded(1);

  @Test
  void it_takes_as_many_records_as_it_may_hold() throws InterruptedException {
    var queue = new AppendQueue(10, 1 << 20);

    assertThat(queue.put(append(6, ""))).isNull();
    assertThat(queue.put(append(5, ""))).isEqualTo(FULL);
    assertThat(queue.put(append(4, ""))).isNull();
    assertThat(queue.put(append(1, ""))).isEqualTo(FULL);

    assertThat(queue.take(100, 1 << 20)).hasSize(2);
    assertThat(queue.put(append(10, ""))).isNull();
  }

  @Test
  void it_takes_as_much_as_it_may_hold_however_few_records_that_are() {
    var queue = new AppendQueue(1_000, 100_000);
    var large = "x".repeat(40_000);

    assertThat(queue.put(append(1, large))).isNull();
    assertThat(queue.put(append(1, large))).isNull();
    assertThat(queue.put(append(1, large))).isEqualTo(FULL);
    assertThat(queue.put(append(1, "small"))).isNull();
  }

  @Test
  void an_empty_queue_takes_what_is_larger_than_itself() throws InterruptedException {
    var queue = new AppendQueue(10, 1_000);

    assertThat(queue.put(append(1, "x".repeat(5_000)))).isNull();
    assertThat(queue.put(append(1, ""))).isEqualTo(FULL);
    assertThat(queue.take(1, 1)).hasSize(1);
  }

  @Test
  void a_transaction_gets_what_fits_into_it_and_the_rest_stays() throws InterruptedException {
    var queue = new AppendQueue(100, 1 << 20);
    var appends = List.of(append(4, ""), append(4, ""), append(4, ""));
    appends.forEach(queue::put);

    assertThat(queue.take(8, 1 << 20)).isEqualTo(appends.subList(0, 2));
    assertThat(queue.take(8, 1 << 20)).isEqualTo(appends.subList(2, 3));
  }

  @Test
  void what_its_caller_has_given_up_is_not_taken() throws InterruptedException {
    var queue = new AppendQueue(100, 1 << 20);
    var impatient = append(1, "");
    var patient = append(1, "");
    queue.put(impatient);
    queue.put(patient);

    assertThat(impatient.await(Duration.ZERO))
        .isInstanceOfSatisfying(
            Unavailable.class, answer -> assertThat(answer.uncertain()).isFalse());
    assertThat(queue.take(100, 1 << 20)).containsExactly(patient);
    assertThat(patient.await(Duration.ZERO))
        .isInstanceOfSatisfying(
            Unavailable.class, answer -> assertThat(answer.uncertain()).isTrue());
  }

  @Test
  void an_obstacle_answers_all_until_it_is_cleared() throws InterruptedException {
    var queue = new AppendQueue(100, 1 << 20);
    var away = new Unavailable("away", false, false);
    var waiting = append(1, "");
    queue.put(waiting);

    queue.obstruct(away);
    assertThat(waiting.await(Duration.ZERO)).isEqualTo(away);
    assertThat(queue.put(append(1, ""))).isEqualTo(away);

    queue.clear();
    var next = append(1, "");
    assertThat(queue.put(next)).isNull();
    assertThat(queue.take(100, 1 << 20)).containsExactly(next);
  }

  @Test
  void a_closed_queue_gives_what_it_holds_and_then_nothing() throws InterruptedException {
    var queue = new AppendQueue(100, 1 << 20);
    var last = append(1, "");
    queue.put(last);

    queue.close();
    queue.clear();

    assertThat(queue.put(append(1, ""))).isInstanceOf(Unavailable.class);
    assertThat(queue.take(100, 1 << 20)).containsExactly(last);
    assertThat(queue.take(100, 1 << 20)).isEmpty();
    assertThat(queue.awaitClosed(Long.MAX_VALUE)).isTrue();
  }

  private static PendingAppend append(int records, String text) {
    var property = new Property(Name.of("p"), new Value.Text(text));
    var body = new RecordBody.Event(Name.of("e"), new Properties(List.of(property)));
    var one = new NewRecord(1, Identity.of("ann"), 1, 1_000, body, null);
    return new PendingAppend(AppendBatch.of(Collections.nCopies(records, one)));
  }
}
