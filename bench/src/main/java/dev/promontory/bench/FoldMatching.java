package dev.promontory.bench;

import dev.promontory.live.Effect;
import dev.promontory.live.Fold;
import dev.promontory.live.LiveCampaign;
import dev.promontory.live.Occasion;
import dev.promontory.live.Program;
import dev.promontory.live.Taken;
import dev.promontory.live.Tolerance;
import dev.promontory.live.Trigger;
import dev.promontory.live.UserState;
import dev.promontory.log.LogRecord;
import dev.promontory.record.Name;
import dev.promontory.record.Properties;
import dev.promontory.record.Property;
import dev.promontory.record.RecordBody;
import dev.promontory.record.Value;
import dev.promontory.rule.Behavior;
import dev.promontory.rule.Test;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/// Our fold of campaigns without filters of past behaviour: each event is matched, and folded for a
/// user of whom nothing is known.
final class FoldMatching implements Matching {
  private static final long USER = 1;
  private static final long SECOND = 1_800_000_000L;
  private static final long MICROS = 1_000_000;

  /// Shared, as those of a block of the log are.
  private static final List<Name> EVENTS = EventTemplate.NAMES.stream().map(Name::of).toList();

  private static final Name AMOUNT = Name.of("Amount");
  private static final Name PRODUCT = Name.of("Product");
  private static final Name CATEGORY = Name.of("Category");
  private static final Name CHANNEL = Name.of("Channel");
  private static final Name CITY = Name.of("City");
  private static final Name SOURCE = Name.of("Source");
  private static final Name QUANTITY = Name.of("Quantity");
  private static final Name MEMBER = Name.of("Member");

  private final Program program = new Program(Tolerance.DEFAULT, 0);
  private final UserState state = UserState.of(USER);
  private final List<LogRecord> records;
  private long count;
  private long sum;

  FoldMatching(List<LiveRule> rules, LiveEvents events) {
    rules.forEach(rule -> program.put(campaign(rule)));
    records = new ArrayList<>(events.list().size());
    for (var event : events.list()) {
      long position = records.size() + 1L;
      records.add(new LogRecord(position, 1, USER, SECOND, SECOND * 1_000, body(event)));
    }
  }

  static LiveCampaign campaign(LiveRule rule) {
    var name = Name.of(EventTemplate.NAMES.get(rule.event()));
    var clauses = new ArrayList<Behavior.Clause>();
    for (var each : rule.texts()) {
      var test = new Test.In(List.of(new Value.Text(each.text())));
      clauses.add(clause(each.property(), test));
    }
    for (var each : rule.ranges()) {
      clauses.add(clause(each));
    }
    var trigger = new Trigger.Action(List.of(new Occasion(name, clauses)));
    var life = new LiveCampaign.Life(0, Instant.EPOCH, null);
    return new LiveCampaign(
        rule.id(), 1, ZoneOffset.UTC, trigger, null, Taken.Wanted.NOTHING, life);
  }

  static Behavior.Clause clause(LiveRule.Between range) {
    var test = new Test.Range(bound(range.low()), bound(range.high()));
    return clause(range.property(), test);
  }

  private static Behavior.Clause clause(String property, Test test) {
    return new Behavior.Clause(List.of(new Behavior.Condition(Name.of(property), test)));
  }

  private static Test.Bound bound(int hundredths) {
    return new Test.Bound(BigDecimal.valueOf(hundredths, 2), true);
  }

  static RecordBody body(LiveEvents.One event) {
    var template = event.template();
    var properties =
        List.of(
            new Property(AMOUNT, number(event.amount())),
            new Property(PRODUCT, new Value.Text(template.product())),
            new Property(CATEGORY, new Value.Text(template.category())),
            new Property(CHANNEL, new Value.Text(template.channel())),
            new Property(CITY, new Value.Text(template.city())),
            new Property(SOURCE, new Value.Text(template.source())),
            new Property(QUANTITY, number(template.quantity())),
            new Property(MEMBER, new Value.Flag(template.member())));
    return new RecordBody.Event(EVENTS.get(template.name()), new Properties(properties));
  }

  private static Value number(int whole) {
    return new Value.Decimal(whole * MICROS);
  }

  @Override
  public void matchAll() {
    for (var record : records) {
      var matched = program.match(record);
      if (matched != null) {
        for (var effect : Fold.fold(program, state, matched).effects()) {
          var campaign = ((Effect.Qualified) effect).campaign();
          count++;
          sum += Found.mixed(campaign);
        }
      }
    }
  }

  @Override
  public Found found() {
    return new Found(count, sum);
  }
}
