package dev.promontory.ledger;

import dev.promontory.points.Points;
import java.util.List;

/// How many points of a lot an entry took, gave back, activated or captured.
///
/// @param points more than 0
public record Draw(long lotId, Points points) {

  /// All of them together.
  static Points sum(List<Draw> draws) {
    return new Points(draws.stream().mapToLong(draw -> draw.points().thousandths()).sum());
  }
}
