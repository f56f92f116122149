package dev.promontory.server.document;

import dev.promontory.document.Reading;
import dev.promontory.ledger.Note;
import dev.promontory.points.Points;
import dev.promontory.time.Span;
import dev.promontory.user.Identity;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Points to be held: `{"identity":…,"points":…,"expiresAfter":{"amount":15,"unit":"minute"}}` and
/// a note.
///
/// @param points more than 0
/// @param expiresAfter at most [#MAX_DAYS] days
public record HoldRequest(Identity identity, Points points, Span expiresAfter, Note note) {

  /// How long points are held unless somebody says otherwise: a checkout.
  public static final Span USUAL = new Span(15, Span.Unit.MINUTE);

  /// The longest hold, in days.
  public static final int MAX_DAYS = 30;

  private static final int MINUTES_PER_DAY = 24 * 60;

  /// A request, or all its problems.
  public static Reading<HoldRequest> read(JsonNode json) {
    var problems = new ProblemList();
    var fields = Fields.of(Node.root(json, problems));
    if (fields == null) {
      return new Reading.Flawed<>(problems.list());
    }
    var who = fields.required("identity", "Whose points.");
    var identity = who == null ? null : who.text(Identity.MAX_LENGTH);
    var amount = fields.required("points", "How many.");
    var points = amount == null ? null : Amounts.positive(amount);
    var lasting = span(fields.optional("expiresAfter"));
    var note = NoteReader.read(fields);
    fields.refuseOthers();
    if (!problems.isEmpty()) {
      return new Reading.Flawed<>(problems.list());
    }
    return new Reading.Sound<>(
        new HoldRequest(
            Identity.of(Objects.requireNonNull(identity)),
            Objects.requireNonNull(points),
            Objects.requireNonNull(lasting),
            note));
  }

  private static @Nullable Span span(@Nullable Node node) {
    if (node == null) {
      return USUAL;
    }
    var span = Spans.read(node);
    if (span != null && isTooLong(span)) {
      node.wrong("Points are held for at most " + MAX_DAYS + " days.");
      return null;
    }
    return span;
  }

  private static boolean isTooLong(Span span) {
    return switch (span.unit()) {
      case MINUTE -> span.amount() > MAX_DAYS * MINUTES_PER_DAY;
      case HOUR -> span.amount() > MAX_DAYS * 24;
      case DAY -> span.amount() > MAX_DAYS;
      case WEEK -> span.amount() * 7 > MAX_DAYS;
      case MONTH, YEAR -> true;
    };
  }
}
