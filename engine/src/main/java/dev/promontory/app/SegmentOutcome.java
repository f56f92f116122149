package dev.promontory.app;

import dev.promontory.document.Problem;
import dev.promontory.segment.Segment;
import java.util.List;

/// What came of saving a segment.
public sealed interface SegmentOutcome {

  /// It is stored.
  record Saved(Segment segment) implements SegmentOutcome {}

  /// Its document cannot be used; nothing was changed.
  record Flawed(List<Problem> problems) implements SegmentOutcome {}

  /// The account has another segment of that name, without regard to case.
  record NameTaken(String name) implements SegmentOutcome {}

  /// The account has as many segments as it may have.
  record TooMany(int max) implements SegmentOutcome {}

  /// The account has no such segment.
  record Unknown() implements SegmentOutcome {}

  /// The segment is a list, and the call is for segments by rule, or the other way round.
  record OtherKind() implements SegmentOutcome {}
}
