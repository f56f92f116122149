package dev.promontory.document;

import java.util.List;

/// What reading a document gave.
public sealed interface Reading<T> {

  /// Nothing is wrong with it.
  record Sound<T>(T value) implements Reading<T> {}

  /// It cannot be used.
  ///
  /// @param problems all that is wrong, at least one, in order of appearance
  record Flawed<T>(List<Problem> problems) implements Reading<T> {
    public Flawed {
      problems = List.copyOf(problems);
      if (problems.isEmpty()) {
        throw new IllegalArgumentException("a flawed document has at least one problem");
      }
    }
  }
}
