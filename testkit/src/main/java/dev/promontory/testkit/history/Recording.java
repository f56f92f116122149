package dev.promontory.testkit.history;

import dev.promontory.log.LogBlock;
import dev.promontory.log.LogRecord;
import dev.promontory.record.Name;
import dev.promontory.record.ProfileChange;
import dev.promontory.record.Properties;
import dev.promontory.record.Property;
import dev.promontory.record.RecordBody;
import dev.promontory.record.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Writes down records as a log would, with positions from 1. For one thread.
public final class Recording {
  private final List<LogRecord> records = new ArrayList<>();

  /// Adds an event.
  public Recording event(
      int account, long user, long epochSecond, String name, Property... properties) {
    return add(
        account,
        user,
        epochSecond,
        new RecordBody.Event(Name.of(name), Properties.of(List.of(properties))));
  }

  /// Adds a profile update.
  public Recording profile(int account, long user, ProfileChange... changes) {
    return add(account, user, 0, new RecordBody.ProfileUpdate(List.of(changes)));
  }

  private Recording add(int account, long user, long epochSecond, RecordBody body) {
    long position = records.size() + 1L;
    records.add(new LogRecord(position, account, user, epochSecond, position, body));
    return this;
  }

  /// All records so far.
  public List<LogRecord> records() {
    return List.copyOf(records);
  }

  /// The records behind a position, as one block; none if there are none.
  public List<LogBlock> after(long position) {
    return blocks(records.subList((int) position, records.size()));
  }

  /// Records as one block; none if there are none.
  public static List<LogBlock> blocks(List<LogRecord> records) {
    return records.isEmpty() ? List.of() : List.of(new LogBlock(records));
  }

  /// A property.
  public static Property property(String name, Value value) {
    return new Property(Name.of(name), value);
  }

  /// A property with a text.
  public static Property property(String name, String text) {
    return property(name, new Value.Text(text));
  }

  /// A property with a whole number.
  public static Property property(String name, long number) {
    return property(name, Value.number(number));
  }

  /// A change that gives a property a value.
  public static ProfileChange put(String name, Value value) {
    return new ProfileChange.Put(Name.of(name), value);
  }

  /// A change that gives a property a text.
  public static ProfileChange put(String name, String text) {
    return put(name, new Value.Text(text));
  }

  /// Properties of an object.
  public static Properties properties(Property... properties) {
    return Properties.of(Arrays.asList(properties));
  }
}
