package dev.promontory.testkit.campaign;

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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// A history for tests in which every question about behaviour or properties holds for the same set
/// of users.
public final class SetHistory implements History {
  private UserSet everyone = UserSet.of();
  private boolean caughtUp = true;
  private int asked;
  private int failures;

  /// Whom every question holds for from now on.
  public synchronized void holdsFor(UserSet users) {
    everyone = users;
  }

  /// Whether it has taken in the whole log.
  public synchronized void isCaughtUp(boolean isIt) {
    caughtUp = isIt;
  }

  /// The next questions for members fail.
  public synchronized void failsFor(int questions) {
    failures = questions;
  }

  /// How often members were asked for.
  public synchronized int asked() {
    return asked;
  }

  @Override
  public long position() {
    return 0;
  }

  @Override
  public long durablePosition() {
    return 0;
  }

  @Override
  public boolean isBroken() {
    return false;
  }

  @Override
  public void append(List<LogBlock> blocks) {
    throw new UnsupportedOperationException("nothing is fed to this history");
  }

  @Override
  public synchronized boolean awaitPosition(long position, Duration timeout) {
    return caughtUp;
  }

  @Override
  public synchronized long count(Account account, Rule rule, Instant now) {
    return Arrays.stream(everyone.toArray()).filter(user -> holds(rule, user)).count();
  }

  @Override
  public synchronized UserSet members(Account account, Rule rule, Instant now) {
    asked++;
    if (failures > 0) {
      failures--;
      throw new IllegalStateException("history fails on demand");
    }
    return UserSet.of(
        Arrays.stream(everyone.toArray()).filter(user -> holds(rule, user)).toArray());
  }

  private boolean holds(Rule rule, long user) {
    return switch (rule) {
      case Rule.All(var rules) -> rules.stream().allMatch(inner -> holds(inner, user));
      case Rule.Any(var rules) -> rules.stream().anyMatch(inner -> holds(inner, user));
      case Rule.None(var rules) -> rules.stream().noneMatch(inner -> holds(inner, user));
      case Rule.OneOf(var users) -> users.contains(user);
      case Rule.Did _, Rule.DidNot _, Rule.HasProperty _ -> everyone.contains(user);
      case Rule.InSegment _ -> throw new IllegalArgumentException("not resolved: " + rule);
    };
  }

  @Override
  public Profile profile(Account account, long user) {
    return Profile.EMPTY;
  }

  @Override
  public Map<Long, Profile> profiles(Account account, List<Long> users) {
    return Map.of();
  }

  @Override
  public List<PastEvent> events(
      Account account, long user, PastEvent.@Nullable Key before, int limit) {
    return List.of();
  }

  @Override
  public OptionalLong findByProfileText(Account account, Name property, String text) {
    return OptionalLong.empty();
  }

  @Override
  public void close() {}
}
