package dev.promontory.server.segment;

import dev.promontory.app.SegmentOutcome;
import dev.promontory.app.SegmentOutcome.Flawed;
import dev.promontory.app.SegmentOutcome.NameTaken;
import dev.promontory.app.SegmentOutcome.OtherKind;
import dev.promontory.app.SegmentOutcome.Saved;
import dev.promontory.app.SegmentOutcome.TooMany;
import dev.promontory.app.SegmentOutcome.Unknown;
import dev.promontory.segment.Segment;
import dev.promontory.segment.SegmentUse;
import dev.promontory.server.http.Flaws;
import dev.promontory.server.http.Problem;
import dev.promontory.server.http.Reply;
import io.helidon.http.Status;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What callers are told about segments.
final class SegmentReplies {
  private static final int MAX_USES_NAMED = 20;

  private SegmentReplies() {}

  /// @param saved the answer if it was saved
  static Reply of(SegmentOutcome outcome, Function<Segment, Reply> saved) {
    return switch (outcome) {
      case Saved(var segment) -> saved.apply(segment);
      case Flawed(var problems) -> Reply.of(Flaws.problem(problems));
      case NameTaken(var name) ->
          conflict("name-taken", "There is another segment named " + name + ".");
      case TooMany(int max) ->
          conflict("too-many-segments", "An account has at most " + max + " segments.");
      case Unknown() -> Reply.of(unknown());
      case OtherKind() ->
          conflict("other-kind", "A segment by rule does not become a list, nor a list a rule.");
    };
  }

  static Problem unknown() {
    return Problem.of(Status.NOT_FOUND_404, "not-found", "There is no such segment.");
  }

  /// Names those who use a segment, the first of them if they are many.
  static Problem inUse(List<SegmentUse> uses) {
    var named =
        uses.stream()
            .limit(MAX_USES_NAMED)
            .map(use -> "%s %d (%s)".formatted(use.kind().word(), use.id(), use.name()))
            .collect(Collectors.joining(", "));
    var more = uses.size() > MAX_USES_NAMED ? " and others" : "";
    return Problem.of(
        Status.CONFLICT_409, "segment-in-use", "The segment is used by " + named + more + ".");
  }

  private static Reply conflict(String kind, String detail) {
    return Reply.of(Problem.of(Status.CONFLICT_409, kind, detail));
  }
}
