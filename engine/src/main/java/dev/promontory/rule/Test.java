package dev.promontory.rule;

import dev.promontory.record.Value;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A test of a property's value. The operators of the language are built from these: `equals` is
/// [In] with one value, `gt` a [Range], `notEquals` a [Not] of an [In], `before` a [Days].
public sealed interface Test {

  /// The most values of one [In].
  int MAX_VALUES = 1_000;

  /// There is a value, of whatever type.
  record Exists() implements Test {}

  /// The value is one of these; texts are compared exactly, letter case included.
  ///
  /// @param values [Value.Text], [Value.Decimal], [Value.Real], [Value.Flag] or [Value.Date]
  record In(List<Value> values) implements Test {
    public In {
      values = List.copyOf(values);
    }
  }

  /// The value is a text with this text inside, letter case included.
  record Contains(String text) implements Test {}

  /// The value is a number within bounds; a missing bound is open.
  record Range(@Nullable Bound from, @Nullable Bound to) implements Test {}

  /// An end of a [Range].
  record Bound(BigDecimal number, boolean included) {}

  /// The value is a date within whole days of the account's zone, both included; a missing end is
  /// open.
  record Days(@Nullable LocalDate first, @Nullable LocalDate last) implements Test {}

  /// The test does not pass, which includes that there is no value (Q1).
  record Not(Test test) implements Test {}
}
