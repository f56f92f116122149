package dev.promontory.server.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.account.Account;
import dev.promontory.history.History;
import dev.promontory.history.PastEvent;
import dev.promontory.log.LogBlock;
import dev.promontory.record.Name;
import dev.promontory.record.Profile;
import dev.promontory.rule.Rule;
import dev.promontory.rule.UserSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// A history that takes down what it is fed, fails on demand, and answers nothing. Safe for use by
/// many threads.
final class FedHistory implements History {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final List<Long> positions = new ArrayList<>();
  private final List<Integer> batches = new ArrayList<>();
  private long start;
  private int failuresToCome;
  private int failures;
  private Throwable failure = new IllegalStateException();
  private boolean broken;

  /// What it stands at before it is fed.
  synchronized void standsAt(long position) {
    start = position;
  }

  /// The next appends fail.
  synchronized void failsFor(int appends, Throwable with) {
    failuresToCome = appends;
    failure = with;
  }

  /// From now on it is broken.
  synchronized void breaks() {
    broken = true;
  }

  /// The positions of the records that it was fed.
  synchronized List<Long> positions() {
    return List.copyOf(positions);
  }

  /// How many records each append had that did not fail.
  synchronized List<Integer> batches() {
    return List.copyOf(batches);
  }

  synchronized void awaitRecords(int count) {
    await(() -> positions.size() >= count);
  }

  synchronized void awaitFailures(int count) {
    await(() -> failures >= count);
  }

  private void await(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      long left = end - System.nanoTime();
      assertThat(left).as("patience").isPositive();
      try {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Override
  public synchronized long position() {
    return start + positions.size();
  }

  @Override
  public long durablePosition() {
    return position();
  }

  @Override
  public synchronized boolean isBroken() {
    return broken;
  }

  @Override
  public synchronized void append(List<LogBlock> blocks) {
    notifyAll();
    if (failuresToCome > 0) {
      failuresToCome--;
      failures++;
      switch (failure) {
        case Error error -> throw error;
        case RuntimeException exception -> throw exception;
        default -> throw new IllegalStateException(failure);
      }
    }
    int before = positions.size();
    for (var block : blocks) {
      block.records().forEach(record -> positions.add(record.position()));
    }
    batches.add(positions.size() - before);
  }

  private static UnsupportedOperationException unanswered() {
    return new UnsupportedOperationException("this history only takes in records");
  }

  @Override
  public boolean awaitPosition(long position, Duration timeout) {
    throw unanswered();
  }

  @Override
  public long count(Account account, Rule rule, Instant now) {
    throw unanswered();
  }

  @Override
  public UserSet members(Account account, Rule rule, Instant now) {
    throw unanswered();
  }

  @Override
  public Profile profile(Account account, long user) {
    throw unanswered();
  }

  @Override
  public Map<Long, Profile> profiles(Account account, List<Long> users) {
    throw unanswered();
  }

  @Override
  public List<PastEvent> events(
      Account account, long user, PastEvent.@Nullable Key before, int limit) {
    throw unanswered();
  }

  @Override
  public OptionalLong findByProfileText(Account account, Name property, String text) {
    throw unanswered();
  }

  @Override
  public void close() {}
}
