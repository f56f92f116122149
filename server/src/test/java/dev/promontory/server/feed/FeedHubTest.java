package dev.promontory.server.feed;

import static dev.promontory.server.feed.Records.ACCOUNT;
import static dev.promontory.server.feed.Records.GRANTED;
import static dev.promontory.server.feed.Records.OTHER_ACCOUNT;
import static dev.promontory.server.feed.Records.REFUSED;
import static dev.promontory.server.feed.Records.append;
import static dev.promontory.server.feed.Records.await;
import static dev.promontory.server.feed.Records.decided;
import static dev.promontory.server.feed.Records.event;
import static dev.promontory.server.feed.Records.take;
import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.grant.GrantKey;
import dev.promontory.record.RecordBody;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FeedHubTest {
  private static final RecordBody VIEWED = event("Viewed");

  private final HeldLog log = new HeldLog();
  private final FeedHub hub = new FeedHub(log);

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void the_log_is_read_by_one_cursor_for_all_and_by_none_for_nobody() throws Exception {
    append(log, 3, VIEWED);
    assertThat(log.opened).hasValue(0);

    var one = listen(ACCOUNT);
    var other = listen(ACCOUNT);
    append(log, 2, VIEWED);

    assertThat(positions(take(one, 2))).containsExactly(4L, 5L);
    assertThat(positions(take(other, 2))).containsExactly(4L, 5L);
    assertThat(log.opened).hasValue(1);
    hub.unsubscribe(one);
    hub.unsubscribe(other);
    await(() -> log.closed.get() == 1);
    append(log, 2, VIEWED);
    assertThat(log.opened).hasValue(1);
    var late = listen(ACCOUNT);
    append(log, 1, VIEWED);
    assertThat(positions(take(late, 1))).containsExactly(8L);
  }

  @Test
  void nobody_waits_for_who_takes_nothing() throws Exception {
    var slow = listen(ACCOUNT);
    var quick = listen(ACCOUNT);
    int rounds = 5;
    List<FeedItem> seen = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      append(log, Subscription.MAX_WAITING, VIEWED);
      seen.addAll(take(quick, Subscription.MAX_WAITING));
    }

    int all = rounds * Subscription.MAX_WAITING;
    assertThat(positions(seen))
        .containsExactlyElementsOf(LongStream.rangeClosed(1, all).boxed().toList());
    var late = take(slow, Subscription.MAX_WAITING + 1);
    assertThat(late.getLast()).isEqualTo(new FeedItem.Dropped(all - Subscription.MAX_WAITING, all));
  }

  @Test
  void an_account_hears_nothing_of_another() throws Exception {
    var mine = listen(ACCOUNT);
    var theirs = listen(OTHER_ACCOUNT);

    append(log, ACCOUNT, "ann", VIEWED);
    append(log, OTHER_ACCOUNT, "ann", VIEWED);
    append(log, ACCOUNT, "bob", VIEWED);

    assertThat(positions(take(mine, 2))).containsExactly(1L, 3L);
    assertThat(positions(take(theirs, 1))).containsExactly(2L);
  }

  @Test
  void decisions_are_told_to_their_account_behind_what_was_told_before() throws Exception {
    var mine = listen(ACCOUNT);
    var theirs = listen(OTHER_ACCOUNT);
    append(log, 2, VIEWED);
    take(mine, 2);
    var granted = decided(ACCOUNT, new GrantKey(9, 1, 1), GRANTED);
    var refused = decided(ACCOUNT, new GrantKey(9, 2, 1), REFUSED);
    var other = decided(OTHER_ACCOUNT, new GrantKey(8, 1, 5), GRANTED);

    hub.taken(List.of(granted, other, refused));

    assertThat(take(mine, 4))
        .containsExactly(
            new FeedItem.OfCampaign(FeedKind.QUALIFICATION, granted.grant(), 2),
            new FeedItem.OfCampaign(FeedKind.GRANT, granted.grant(), 2),
            new FeedItem.OfCampaign(FeedKind.QUALIFICATION, refused.grant(), 2),
            new FeedItem.OfCampaign(FeedKind.REFUSAL, refused.grant(), 2));
    assertThat(take(theirs, 2))
        .extracting(item -> ((FeedItem.OfUser) item).user())
        .containsExactly(5L, 5L);
  }

  @Test
  void who_decides_waits_for_nobody_and_what_has_no_room_is_counted() throws Exception {
    var slow = listen(ACCOUNT);
    var one = decided(ACCOUNT, new GrantKey(9, 1, 1), REFUSED);

    hub.taken(Collections.nCopies(Subscription.MAX_WAITING, one));

    var told = take(slow, Subscription.MAX_WAITING + 1);
    assertThat(told).hasSize(Subscription.MAX_WAITING + 1);
    assertThat(told.getLast()).isEqualTo(new FeedItem.Dropped(Subscription.MAX_WAITING, 0));
    hub.taken(List.of(one));
    assertThat(take(slow, 2)).hasSize(2);
  }

  @Test
  void an_account_has_so_many_listeners_and_leaves_room_for_others() {
    var subscriptions = new ArrayList<Subscription>();
    for (int i = 0; i < FeedHub.MAX_PER_ACCOUNT; i++) {
      subscriptions.add(listen(ACCOUNT));
    }

    assertThat(hub.subscribe(FeedFilter.of(ACCOUNT))).isEmpty();
    assertThat(hub.subscribe(FeedFilter.of(OTHER_ACCOUNT))).isPresent();
    hub.unsubscribe(subscriptions.getFirst());
    assertThat(hub.subscribe(FeedFilter.of(ACCOUNT))).isPresent();
  }

  @Test
  void there_are_so_many_listeners_in_all() {
    for (int i = 0; i < FeedHub.MAX_SUBSCRIPTIONS; i++) {
      listen(1 + i / FeedHub.MAX_PER_ACCOUNT);
    }

    assertThat(hub.subscriptions()).isEqualTo(FeedHub.MAX_SUBSCRIPTIONS);
    assertThat(hub.subscribe(FeedFilter.of(1_000))).isEmpty();
  }

  @Test
  void who_is_too_far_behind_goes_on_at_the_end_and_is_told_so() throws Exception {
    log.held.set(true);
    var subscription = listen(ACCOUNT);
    int count = FeedHub.MAX_BEHIND + 2_000;
    append(log, count, VIEWED);
    log.held.set(false);

    var items = new ArrayList<FeedItem>();
    while (items.isEmpty() || !(items.getLast() instanceof FeedItem.Gap)) {
      items.addAll(take(subscription, 1));
    }
    append(log, 1, VIEWED);

    assertThat(items.getLast()).isEqualTo(new FeedItem.Gap(1_001, count));
    assertThat(positions(take(subscription, 1))).containsExactly(count + 1L);
  }

  @Test
  void a_log_that_cannot_be_read_for_a_while_costs_nothing_but_time() throws Exception {
    log.failing.set(true);
    var subscription = listen(ACCOUNT);
    append(log, 2, VIEWED);

    assertThat(positions(take(subscription, 2))).containsExactly(1L, 2L);
  }

  @Test
  void closing_ends_all_and_lets_nobody_in() throws Exception {
    var subscription = listen(ACCOUNT);

    hub.close();

    assertThat(subscription.take(Duration.ofSeconds(20))).isNull();
    assertThat(hub.subscribe(FeedFilter.of(ACCOUNT))).isEmpty();
  }

  private Subscription listen(int account) {
    return hub.subscribe(FeedFilter.of(account)).orElseThrow();
  }

  private static List<Long> positions(List<FeedItem> items) {
    assertThat(items).allMatch(FeedItem.Logged.class::isInstance);
    return items.stream().map(FeedItem::position).toList();
  }
}
