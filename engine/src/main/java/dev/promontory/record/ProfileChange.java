package dev.promontory.record;

import java.util.List;

/// One change of one profile property.
public sealed interface ProfileChange {

  Name property();

  /// The property becomes this value, whatever it was. Also `$set` of a multi-value property.
  record Put(Name property, Value value) implements ProfileChange {}

  /// The property goes away (`$delete`).
  record Delete(Name property) implements ProfileChange {}

  /// Values join a multi-value property (`$add`). A property that held a single text or number
  /// becomes a list that begins with it. Beyond 100 values the oldest are dropped.
  record Add(Name property, List<String> values) implements ProfileChange {
    public Add {
      values = List.copyOf(values);
    }
  }

  /// Values leave a multi-value property (`$remove`); the last one to leave takes the property
  /// along.
  record Remove(Name property, List<String> values) implements ProfileChange {
    public Remove {
      values = List.copyOf(values);
    }
  }

  /// A number grows (`$incr`) or, with a negative amount, shrinks (`$decr`). A property that is
  /// missing or not a number counts as 0 before. A result beyond the range of a double changes
  /// nothing.
  ///
  /// @param amount a [Value.Decimal] or [Value.Real]
  record Increment(Name property, Value amount) implements ProfileChange {}
}
