package dev.promontory.testkit.live;

import dev.promontory.account.Account;
import dev.promontory.live.Seeds;
import dev.promontory.live.tally.Leaf;
import dev.promontory.live.tally.Slot;
import dev.promontory.log.LogRecord;
import dev.promontory.record.RecordBody;
import dev.promontory.rule.Behavior;
import dev.promontory.rule.Window;
import dev.promontory.testkit.MemoryEventLog;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Seeds told naively: all events of a question in the log, grouped as far as its leaf allows.
///
/// @param account whose zone all accounts of the log have
public record NaiveSeeds(Account account, MemoryEventLog log) implements Seeds {

  @Override
  public boolean isReady(long position) {
    return log.lastPosition() >= position;
  }

  @Override
  public List<UserSeed> of(int number, Leaf leaf, Collection<Long> users) {
    return users.stream().map(user -> new UserSeed(user, events(number, leaf, user))).toList();
  }

  private List<Slot> events(int number, Leaf leaf, long user) {
    var question = leaf.question();
    var behavior =
        new Behavior(question.events().event(), question.events().where(), new Window.Ever());
    var asked = new Account(number, account.id(), account.zone(), account.weekStart());
    var oracle = new LiveOracle(asked, user, List.of());
    var present = Instant.ofEpochMilli(log.record(leaf.since()).receivedAtMillis());
    Map<Object, Slot> groups = new LinkedHashMap<>();
    for (var record : log.records().subList(0, Math.toIntExact(leaf.since()))) {
      if (record.account() == number
          && record.user() == user
          && oracle.matches(behavior, record)
          && record.body() instanceof RecordBody.Event event) {
        var slot = leaf.slot(record.epochSecond(), event.properties());
        groups.merge(group(leaf, record, present), slot, NaiveSeeds::sum);
      }
    }
    return List.copyOf(groups.values());
  }

  private static Object group(Leaf leaf, LogRecord record, Instant present) {
    long second = record.epochSecond();
    boolean isAhead = second > present.getEpochSecond();
    return isAhead || leaf.resolution() == Leaf.Resolution.SECOND
        ? (Object) second
        : LocalDate.ofInstant(Instant.ofEpochSecond(second), leaf.question().events().zone());
  }

  private static Slot sum(Slot one, Slot other) {
    return new Slot(one.at(), one.count() + other.count(), one.sum().add(other.sum()));
  }
}
