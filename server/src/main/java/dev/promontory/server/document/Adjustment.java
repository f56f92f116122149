package dev.promontory.server.document;

import dev.promontory.document.Reading;
import dev.promontory.ledger.Note;
import dev.promontory.points.Points;
import dev.promontory.time.Span;
import dev.promontory.user.Identity;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Points that a person gives or takes away:
/// `{"identity":…,"type":"credit","points":…,"description":…}`.
///
/// @param points more than 0
/// @param activateAfter how long credited points stay promised, or null: active at once
/// @param expireAfter how long they then live, or null: as the wallet says
public record Adjustment(
    Identity identity,
    Type type,
    Points points,
    String description,
    @Nullable Span activateAfter,
    @Nullable Span expireAfter) {

  private static final Pattern PLAIN_NUMBER = Pattern.compile("-?\\d{1,20}(\\.\\d{1,20})?");

  /// The direction.
  public enum Type {
    CREDIT,
    DEBIT
  }

  /// An adjustment, or all its problems.
  public static Reading<Adjustment> read(JsonNode json) {
    var problems = new ProblemList();
    var fields = Fields.of(Node.root(json, problems));
    if (fields == null) {
      return new Reading.Flawed<>(problems.list());
    }
    var who = fields.required("identity", "Whose points.");
    var identity = who == null ? null : who.text(Identity.MAX_LENGTH);
    var direction = fields.required("type", "credit or debit.");
    var type = direction == null ? null : type(direction);
    var amount = fields.required("points", "How many.");
    var points = amount == null ? null : Amounts.positive(amount);
    var why = fields.required("description", "Why, for whoever reads the ledger.");
    var description = why == null ? null : why.freeText(Note.MAX_DESCRIPTION);
    var activateAfter = span(fields.optional("activateAfter"), type);
    var expireAfter = span(fields.optional("expireAfter"), type);
    fields.refuseOthers();
    if (!problems.isEmpty()) {
      return new Reading.Flawed<>(problems.list());
    }
    return new Reading.Sound<>(
        new Adjustment(
            Identity.of(Objects.requireNonNull(identity)),
            Objects.requireNonNull(type),
            Objects.requireNonNull(points),
            Objects.requireNonNull(description),
            activateAfter,
            expireAfter));
  }

  /// An adjustment whose four texts stand in a line, or all its problems.
  ///
  /// @param texts identity, type, points and description
  public static Reading<Adjustment> read(List<String> texts) {
    var json =
        JsonNodeFactory.instance
            .objectNode()
            .put("identity", texts.get(0))
            .put("type", texts.get(1).strip())
            .put("description", texts.get(3));
    var points = texts.get(2).strip();
    if (PLAIN_NUMBER.matcher(points).matches()) {
      json.put("points", new BigDecimal(points));
    } else {
      json.put("points", points);
    }
    return read(json);
  }

  /// A duration that stands alone, or its problems.
  public static Reading<Span> readSpan(JsonNode json) {
    var problems = new ProblemList();
    var span = Spans.read(Node.root(json, problems));
    return span == null ? new Reading.Flawed<>(problems.list()) : new Reading.Sound<>(span);
  }

  private static @Nullable Span span(@Nullable Node node, @Nullable Type type) {
    if (node != null && type == Type.DEBIT) {
      node.wrong("Only credited points are activated and expire.");
      return null;
    }
    return node == null ? null : Spans.read(node);
  }

  private static @Nullable Type type(Node node) {
    return switch (node.json().isString() ? node.json().stringValue() : "") {
      case "credit" -> Type.CREDIT;
      case "debit" -> Type.DEBIT;
      default -> {
        node.wrong("An adjustment is a credit or a debit.");
        yield null;
      }
    };
  }
}
