package dev.promontory.live;

import dev.promontory.live.Effect.Qualified;
import dev.promontory.log.LogRecord;
import dev.promontory.record.Name;
import dev.promontory.record.ProfileChange;
import dev.promontory.record.Properties;
import dev.promontory.record.Property;
import dev.promontory.record.RecordBody;
import dev.promontory.record.Value;
import dev.promontory.rule.Behavior;
import dev.promontory.rule.Comparison;
import dev.promontory.rule.Measure;
import dev.promontory.rule.Rule;
import dev.promontory.rule.Window;
import dev.promontory.time.Span;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One user, a program and a clock, so that a test tells only what happens. Every state goes
/// through its bytes.
final class Scene {
  static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  static final long USER = 7;

  final Program program = new Program(Tolerance.DEFAULT, 0);
  UserState state = UserState.of(USER);
  final List<Qualified> effects = new ArrayList<>();
  private Instant now = NOON;
  private long position;

  Scene put(LiveCampaign campaign) {
    program.put(campaign);
    return this;
  }

  /// The present is this long after noon.
  Scene at(long seconds) {
    now = NOON.plusSeconds(seconds);
    return this;
  }

  Scene at(Instant instant) {
    now = instant;
    return this;
  }

  /// The user does something now.
  Scene does(String event, Property... properties) {
    return did(now.getEpochSecond(), event, properties);
  }

  /// Something arrives now that happened at another time.
  Scene did(long epochSecond, String event, Property... properties) {
    return append(
        epochSecond, new RecordBody.Event(Name.of(event), Properties.of(List.of(properties))));
  }

  Scene is(String property, String value) {
    var change = new ProfileChange.Put(Name.of(property), new Value.Text(value));
    return append(now.getEpochSecond(), new RecordBody.ProfileUpdate(List.of(change)));
  }

  private Scene append(long epochSecond, RecordBody body) {
    position++;
    return fold(
        new Input.Appended(
            new LogRecord(position, 1, USER, epochSecond, now.toEpochMilli(), body)));
  }

  /// Nothing more happens until now.
  Scene waits() {
    return fold(new Input.Clock(now));
  }

  Scene fold(Input input) {
    var step = Fold.fold(program, state, input);
    step.effects().forEach(effect -> effects.add((Qualified) effect));
    state = UserStateCodec.decode(USER, UserStateCodec.encode(step.state()));
    return this;
  }

  /// The positions that qualified so far.
  List<Long> occurrences() {
    return effects.stream().map(Qualified::occurrence).toList();
  }

  static LiveCampaign campaign(long id, Trigger trigger, @Nullable Rule filter) {
    return campaign(id, trigger, filter, 0, ZoneOffset.UTC);
  }

  static LiveCampaign campaign(
      long id, Trigger trigger, @Nullable Rule filter, long since, ZoneId zone) {
    var life = new LiveCampaign.Life(since, Instant.EPOCH, null);
    return new LiveCampaign(id, 1, zone, trigger, filter, Taken.Wanted.NOTHING, life);
  }

  static Trigger on(String... events) {
    return new Trigger.Action(List.of(events).stream().map(Scene::occasion).toList());
  }

  static Occasion occasion(String event, Behavior.Clause... where) {
    return new Occasion(Name.of(event), List.of(where));
  }

  static Trigger without(String done, String without, Span within) {
    return new Trigger.Inaction(occasion(done), occasion(without), within, Trigger.Rearm.FIRST);
  }

  static Span minutes(int amount) {
    return new Span(amount, Span.Unit.MINUTE);
  }

  static Rule atLeast(long times, String event, Window window) {
    return new Rule.Did(
        new Behavior(Name.of(event), List.of(), window),
        new Measure.Count(Comparison.atLeast(times)),
        false);
  }

  static Property property(String name, String value) {
    return new Property(Name.of(name), new Value.Text(value));
  }

  static Property property(String name, long value) {
    return property(name, Value.number(value));
  }

  static Property property(String name, Value value) {
    return new Property(Name.of(name), value);
  }
}
