package dev.promontory.server.document;

import dev.promontory.document.Reading;
import dev.promontory.ledger.Note;
import dev.promontory.points.Points;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What is to become of a hold: `{"points":…}` and a note, all of it optional.
///
/// @param points how many are captured, more than 0; null for all of them
public record CaptureRequest(@Nullable Points points, Note note) {

  /// A request to capture, or all its problems.
  public static Reading<CaptureRequest> read(JsonNode json) {
    return read(json, true);
  }

  /// A request to release, which is about all points, or all its problems.
  public static Reading<CaptureRequest> readRelease(JsonNode json) {
    return read(json, false);
  }

  private static Reading<CaptureRequest> read(JsonNode json, boolean mayBePart) {
    var problems = new ProblemList();
    var fields = Fields.of(Node.root(json, problems));
    if (fields == null) {
      return new Reading.Flawed<>(problems.list());
    }
    var amount = mayBePart ? fields.optional("points") : null;
    var points = amount == null ? null : Amounts.positive(amount);
    var note = NoteReader.read(fields);
    fields.refuseOthers();
    return problems.isEmpty()
        ? new Reading.Sound<>(new CaptureRequest(points, note))
        : new Reading.Flawed<>(problems.list());
  }
}
