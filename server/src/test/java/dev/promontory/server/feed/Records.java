package dev.promontory.server.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.grant.Decided;
import dev.promontory.grant.Grant;
import dev.promontory.grant.GrantKey;
import dev.promontory.grant.GrantOutcome;
import dev.promontory.grant.GrantOutcome.Granted;
import dev.promontory.grant.GrantOutcome.Refused;
import dev.promontory.grant.Refusal;
import dev.promontory.log.AppendBatch;
import dev.promontory.log.EventLog;
import dev.promontory.log.LogBlock;
import dev.promontory.log.LogRecord;
import dev.promontory.log.NewRecord;
import dev.promontory.points.Points;
import dev.promontory.record.Name;
import dev.promontory.record.Properties;
import dev.promontory.record.Property;
import dev.promontory.record.RecordBody;
import dev.promontory.record.Value;
import dev.promontory.user.Identity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;

/// Records to listen to.
final class Records {
  static final int ACCOUNT = 1;
  static final int OTHER_ACCOUNT = 2;

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final long SECOND = 1_764_000_000;

  static final GrantOutcome GRANTED = new Granted(Points.of(12), 77);
  static final GrantOutcome REFUSED = new Refused(Refusal.CAMPAIGN_BUDGET_EXCEEDED);

  private Records() {}

  /// A decision about an occurrence of a user.
  static Decided decided(int account, GrantKey key, GrantOutcome outcome) {
    var at = Instant.ofEpochSecond(SECOND);
    return new Decided(
        account, new Grant(key, 2, 1000, outcome, Points.of(12), at, at.plusMillis(5)));
  }

  static RecordBody event(String name) {
    return new RecordBody.Event(Name.of(name), Properties.NONE);
  }

  static RecordBody event(String name, String property, Value value) {
    var properties = new Properties(List.of(new Property(Name.of(property), value)));
    return new RecordBody.Event(Name.of(name), properties);
  }

  /// Appends one record of a user.
  static void append(EventLog log, int account, String identity, RecordBody body) {
    log.append(AppendBatch.of(List.of(record(account, identity, body))));
  }

  /// Appends the same record several times.
  static void append(EventLog log, int count, RecordBody body) {
    var record = record(ACCOUNT, "ann", body);
    for (int left = count; left > 0; left -= EventLog.MAX_APPEND) {
      var batch = Collections.nCopies(Math.min(left, EventLog.MAX_APPEND), record);
      log.append(AppendBatch.of(batch));
    }
  }

  private static NewRecord record(int account, String identity, RecordBody body) {
    return new NewRecord(account, Identity.of(identity), SECOND, SECOND * 1_000, body, null);
  }

  /// Consecutive records of user 1.
  static LogBlock block(long first, long last, RecordBody body) {
    return new LogBlock(
        LongStream.rangeClosed(first, last)
            .mapToObj(position -> new LogRecord(position, ACCOUNT, 1, SECOND, SECOND * 1_000, body))
            .toList());
  }

  /// The next items of a subscription, at least so many.
  static List<FeedItem> take(Subscription subscription, int count) throws InterruptedException {
    List<FeedItem> items = new ArrayList<>();
    while (items.size() < count) {
      var batch = Objects.requireNonNull(subscription.take(PATIENCE), "an open subscription");
      assertThat(batch.items()).as("items within patience").isNotEmpty();
      items.addAll(batch.items());
    }
    return items;
  }

  /// Looks again and again until something is so.
  static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("patience").isLessThan(end);
      LockSupport.parkNanos(100_000);
    }
  }
}
