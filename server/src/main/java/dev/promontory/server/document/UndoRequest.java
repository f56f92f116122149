package dev.promontory.server.document;

import dev.promontory.document.Reading;
import dev.promontory.ledger.Note;
import dev.promontory.points.Points;
import dev.promontory.user.Identity;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What is to be refunded or reversed: `{"transactionId":…}` or `{"orderId":…,"identity":…}`, with
/// `"points"` for a part of it, and a note.
///
/// @param transactionId null if the note's order says what is meant
/// @param identity whose, or null: of whoever it is
/// @param points more than 0; null for all that is left
public record UndoRequest(
    @Nullable Long transactionId, @Nullable Identity identity, @Nullable Points points, Note note) {

  /// A request, or all its problems.
  public static Reading<UndoRequest> read(JsonNode json) {
    var problems = new ProblemList();
    var fields = Fields.of(Node.root(json, problems));
    if (fields == null) {
      return new Reading.Flawed<>(problems.list());
    }
    var number = fields.optional("transactionId");
    var transactionId = number == null ? null : number.whole(1, Long.MAX_VALUE);
    var who = fields.optional("identity");
    var identity = who == null ? null : who.text(Identity.MAX_LENGTH);
    var amount = fields.optional("points");
    var points = amount == null ? null : Amounts.positive(amount);
    var note = NoteReader.read(fields);
    if (number == null && fields.optional("orderId") == null) {
      fields.node().field("transactionId").missing("What is meant: transactionId or orderId.");
    }
    fields.refuseOthers();
    if (!problems.isEmpty()) {
      return new Reading.Flawed<>(problems.list());
    }
    return new Reading.Sound<>(
        new UndoRequest(
            transactionId, identity == null ? null : Identity.of(identity), points, note));
  }
}
