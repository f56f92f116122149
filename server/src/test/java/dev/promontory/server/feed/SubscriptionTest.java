package dev.promontory.server.feed;

import static dev.promontory.server.feed.Records.ACCOUNT;
import static dev.promontory.server.feed.Records.block;
import static dev.promontory.server.feed.Records.event;
import static dev.promontory.server.feed.Records.take;
import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.log.RecordWeight;
import dev.promontory.record.RecordBody;
import dev.promontory.record.Value;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SubscriptionTest {
  private static final int MAX = Subscription.MAX_WAITING;
  private static final RecordBody SMALL = event("Viewed");

  private final Subscription subscription = new Subscription(FeedFilter.of(ACCOUNT), 0);

  @Test
  void a_full_queue_counts_what_it_drops_where_it_would_have_stood() throws Exception {
    subscription.offer(block(1, MAX + 5, SMALL));

    var first = take(subscription, Subscription.MAX_BATCH);
    subscription.offer(block(MAX + 6, MAX + 6, SMALL));
    var rest = take(subscription, MAX + 2 - first.size());

    assertThat(first).extracting(FeedItem::position).first().isEqualTo(1L);
    assertThat(rest.get(rest.size() - 2)).isEqualTo(new FeedItem.Dropped(5, MAX + 5));
    assertThat(rest.getLast().position()).isEqualTo(MAX + 6);
  }

  @Test
  void heavy_records_fill_it_sooner_but_one_always_fits() throws Exception {
    var heavy = event("Viewed", "Text", new Value.Text("x".repeat((int) Subscription.MAX_BYTES)));

    subscription.offer(block(1, 3, heavy));

    assertThat(RecordWeight.of(heavy)).isGreaterThan(Subscription.MAX_BYTES);
    var items = take(subscription, 2);
    assertThat(items.getFirst()).isInstanceOf(FeedItem.Logged.class);
    assertThat(items.getLast()).isEqualTo(new FeedItem.Dropped(2, 3));
  }

  @Test
  void room_comes_back_when_records_are_taken() throws Exception {
    for (int round = 0; round < 3; round++) {
      long from = (long) round * MAX;
      subscription.offer(block(from + 1, from + MAX, SMALL));
      assertThat(take(subscription, MAX)).allMatch(FeedItem.Logged.class::isInstance);
    }
  }

  @Test
  void a_full_queue_grows_by_two_marks_at_the_most() throws Exception {
    subscription.offer(block(1, MAX, SMALL));
    for (long at = MAX; at < MAX + 100; at += 10) {
      subscription.offer(block(at + 1, at + 5, SMALL));
      subscription.skip(at + 10);
    }

    var items = take(subscription, MAX + 2);

    assertThat(items).hasSize(MAX + 2);
    assertThat(items.get(MAX)).isEqualTo(new FeedItem.Dropped(5, MAX + 5));
    assertThat(items.getLast()).isEqualTo(new FeedItem.Gap(MAX + 6, MAX + 100));
  }

  @Test
  void what_was_offered_is_not_offered_again() throws Exception {
    subscription.offer(block(1, 3, SMALL));
    subscription.offer(block(2, 4, SMALL));

    assertThat(take(subscription, 4))
        .extracting(FeedItem::position)
        .containsExactly(1L, 2L, 3L, 4L);
  }

  @Test
  void an_empty_queue_tells_how_far_there_is_nothing_else() throws Exception {
    var other = new Subscription(FeedFilter.of(Records.OTHER_ACCOUNT), 0);
    other.offer(block(1, 7, SMALL));

    var batch = Objects.requireNonNull(other.take(Duration.ZERO), "an open subscription");

    assertThat(batch.items()).isEmpty();
    assertThat(batch.seen()).isEqualTo(7);
  }
}
