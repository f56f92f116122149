package dev.promontory.testkit.live;

import dev.promontory.account.Account;
import dev.promontory.live.Effect;
import dev.promontory.live.LiveCampaign;
import dev.promontory.live.Occasion;
import dev.promontory.live.Taken;
import dev.promontory.live.Trigger;
import dev.promontory.log.LogRecord;
import dev.promontory.record.RecordBody;
import dev.promontory.rule.Behavior;
import dev.promontory.rule.Measure;
import dev.promontory.rule.Rule;
import dev.promontory.rule.Window;
import dev.promontory.testkit.history.NaiveTaken;
import dev.promontory.testkit.history.RuleOracle;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who qualifies in a live campaign, told naively: looks at all records of a user for each
/// decision. Shares no code with the fold. Receipts must not go back.
///
/// @param account whose zone is that of the campaign
/// @param user number of the user
/// @param records all of the user, in log order
public record LiveOracle(Account account, long user, List<LogRecord> records) {
  /// An armed deadline, as the record at an index armed it.
  private record Armed(LogRecord record, long until, Instant last) {}

  /// What qualified until an instant, in order.
  public List<Effect.Qualified> qualified(Course course, Instant end) {
    return switch (course.campaign().trigger()) {
      case Trigger.Action action -> acted(course, action);
      case Trigger.Inaction inaction -> waited(course, inaction, end);
    };
  }

  private List<Effect.Qualified> acted(Course course, Trigger.Action action) {
    var effects = new ArrayList<Effect.Qualified>();
    for (int i = 0; i < records.size(); i++) {
      var record = records.get(i);
      if (course.triggers(record)
          && action.occasions().stream().anyMatch(occasion -> matches(occasion, record))) {
        judge(course, record, i, Course.receipt(record), effects);
      }
    }
    return effects;
  }

  private List<Effect.Qualified> waited(Course course, Trigger.Inaction inaction, Instant end) {
    var effects = new ArrayList<Effect.Qualified>();
    Armed armed = null;
    for (int i = 0; i < records.size(); i++) {
      var record = records.get(i);
      if (armed != null && Course.receipt(record).isAfter(armed.last())) {
        expire(course, armed, i, effects);
        armed = null;
      }
      if (armed != null && course.sees(record) && cancels(inaction, record, armed)) {
        armed = null;
      }
      if (course.triggers(record) && matches(inaction.done(), record)) {
        armed = armed(course.campaign(), inaction, i, armed);
      }
    }
    if (armed != null && end.isAfter(armed.last())) {
      expire(course, armed, records.size(), effects);
    }
    return effects;
  }

  private @Nullable Armed armed(
      LiveCampaign campaign, Trigger.Inaction inaction, int index, @Nullable Armed before) {
    var record = records.get(index);
    boolean isLater = before != null && record.epochSecond() > before.record().epochSecond();
    if (before != null && (inaction.rearm() == Trigger.Rearm.FIRST || !isLater)) {
      return before;
    }
    var until =
        inaction.within().after(Instant.ofEpochSecond(record.epochSecond()), campaign.zone());
    var last = until.plusMillis(999);
    var armed =
        new Armed(
            record,
            until.getEpochSecond(),
            last.isAfter(Course.receipt(record)) ? last : Course.receipt(record));
    return records.subList(0, index).stream().anyMatch(each -> cancels(inaction, each, armed))
        ? null
        : armed;
  }

  private boolean cancels(Trigger.Inaction inaction, LogRecord record, Armed armed) {
    return record.epochSecond() > armed.record().epochSecond()
        && record.epochSecond() <= armed.until()
        && matches(inaction.without(), record);
  }

  private void expire(
      Course course, Armed armed, int recordsBefore, List<Effect.Qualified> effects) {
    if (!course.loses(armed.last().plusMillis(1))) {
      judge(course, armed.record(), recordsBefore, armed.last(), effects);
    }
  }

  private void judge(
      Course course,
      LogRecord cause,
      int recordsBefore,
      Instant at,
      List<Effect.Qualified> effects) {
    var oracle = new RuleOracle();
    records.subList(0, recordsBefore).forEach(oracle::add);
    var campaign = course.campaign();
    var filter = campaign.filter();
    if (course.isLive(at) && (filter == null || oracle.holds(account, user, filter, at))) {
      effects.add(
          new Effect.Qualified(
              campaign.id(), campaign.revision(), cause.position(), taken(campaign, cause), at));
    }
  }

  private static Taken taken(LiveCampaign campaign, LogRecord cause) {
    if (campaign.trigger() instanceof Trigger.Action
        && cause.body() instanceof RecordBody.Event event) {
      return NaiveTaken.of(campaign.wanted(), event.properties());
    }
    return Taken.NOTHING;
  }

  private boolean matches(Occasion occasion, LogRecord record) {
    return matches(new Behavior(occasion.event(), occasion.where(), new Window.Ever()), record);
  }

  /// Whether a record is one of the events of a behaviour.
  boolean matches(Behavior behavior, LogRecord record) {
    if (!(record.body() instanceof RecordBody.Event)) {
      return false;
    }
    var alone = new RuleOracle();
    alone.add(record);
    return alone.holds(account, user, new Rule.Did(behavior, Measure.ONCE, false), Instant.EPOCH);
  }
}
