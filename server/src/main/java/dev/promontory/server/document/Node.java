package dev.promontory.server.document;

import dev.promontory.document.Problem;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A JSON value, where it stands, and where its problems go.
///
/// The methods that read it as something answer null if it is not that, and have then added the
/// problem.
record Node(JsonNode json, Path path, ProblemList problems) {
  private static final int MAX_DIGITS_BEFORE_POINT = 18;
  private static final int MAX_DECIMALS = 12;
  private static final int MIN_YEAR = 1900;
  private static final int MAX_YEAR = 2200;

  static Node root(JsonNode json, ProblemList problems) {
    return new Node(json, Path.ROOT, problems);
  }

  /// A field of this object, whether it is there or not.
  Node field(String name) {
    return new Node(json.path(name), path.field(name), problems);
  }

  /// An element of this list, counted from 0.
  Node element(int index) {
    return new Node(json.path(index), path.index(index), problems);
  }

  void wrong(String message) {
    problems.add(Problem.wrong(path.toString(), message));
  }

  void missing(String message) {
    problems.add(Problem.missing(path.toString(), message));
  }

  void notBuilt(String message) {
    problems.add(Problem.notBuilt(path.toString(), message));
  }

  /// A text that is not blank and holds no control characters.
  ///
  /// @param max characters it may have
  @Nullable String text(int max) {
    if (!json.isString()) {
      wrong("A text stands here.");
      return null;
    }
    return told(json.stringValue(), Texts.offenceInName(json.stringValue(), max));
  }

  /// A text that is not blank, as a person writes it: with tabs and line breaks, if need be.
  ///
  /// @param max characters it may have
  @Nullable String freeText(int max) {
    if (!json.isString()) {
      wrong("A text stands here.");
      return null;
    }
    return told(json.stringValue(), Texts.offence(json.stringValue(), max));
  }

  private @Nullable String told(String text, @Nullable String offenceOfText) {
    var offence = text.isBlank() ? "It is blank." : offenceOfText;
    if (offence != null) {
      wrong(offence);
      return null;
    }
    return text;
  }

  @Nullable Boolean flag() {
    if (!json.isBoolean()) {
      wrong("true or false stands here.");
      return null;
    }
    return json.booleanValue();
  }

  /// A number of a size that can be reckoned with, without trailing zeros.
  @Nullable BigDecimal number() {
    if (!json.isNumber()) {
      wrong("A number stands here.");
      return null;
    }
    var number = json.decimalValue().stripTrailingZeros();
    if ((long) number.precision() - number.scale() > MAX_DIGITS_BEFORE_POINT
        || number.scale() > MAX_DECIMALS) {
      wrong(
          "A number has at most %d digits before and %d after the point."
              .formatted(MAX_DIGITS_BEFORE_POINT, MAX_DECIMALS));
      return null;
    }
    return number;
  }

  /// A whole number within bounds, both included.
  @Nullable Long whole(long min, long max) {
    if (!json.isNumber()) {
      wrong("A whole number stands here.");
      return null;
    }
    var number = json.decimalValue().stripTrailingZeros();
    if (number.scale() > 0
        || (long) number.precision() - number.scale() > MAX_DIGITS_BEFORE_POINT
        || number.longValueExact() < min
        || number.longValueExact() > max) {
      wrong("A whole number from %d to %d stands here.".formatted(min, max));
      return null;
    }
    return number.longValueExact();
  }

  /// A day as `2026-11-30`, in a year that a person can mean.
  @Nullable LocalDate date() {
    if (json.isString()) {
      try {
        var date = LocalDate.parse(json.stringValue());
        if (date.getYear() >= MIN_YEAR && date.getYear() <= MAX_YEAR) {
          return date;
        }
      } catch (DateTimeException _) {
        // Told below, like everything else that is not a date.
      }
    }
    wrong("A date such as \"2026-11-30\" stands here, from " + MIN_YEAR + " to " + MAX_YEAR + ".");
    return null;
  }

  /// The elements of a list that is not empty.
  ///
  /// @param max how many it may have; of a longer one nothing is read
  @Nullable List<Node> list(int max) {
    if (!json.isArray()) {
      wrong("A list stands here.");
      return null;
    }
    if (json.isEmpty()) {
      missing("The list is empty.");
      return null;
    }
    if (json.size() > max) {
      wrong("A list has at most " + max + " elements here, this one has " + json.size() + ".");
      return null;
    }
    List<Node> elements = new ArrayList<>(json.size());
    for (int i = 0; i < json.size(); i++) {
      elements.add(element(i));
    }
    return elements;
  }
}
