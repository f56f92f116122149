package dev.promontory.ledger;

import dev.promontory.points.Points;
import java.util.ArrayList;
import java.util.List;

/// Reckons with draws.
final class Draws {
  private Draws() {}

  /// The first so many points of them, or all if they are fewer.
  static List<Draw> first(List<Draw> draws, Points points) {
    var first = new ArrayList<Draw>();
    long left = points.thousandths();
    for (var draw : draws) {
      if (left == 0) {
        break;
      }
      long taken = Math.min(left, draw.points().thousandths());
      first.add(new Draw(draw.lotId(), new Points(taken)));
      left -= taken;
    }
    return first;
  }

  /// What is left of them without some of their points.
  static List<Draw> less(List<Draw> draws, List<Draw> taken) {
    var left = new ArrayList<Draw>();
    for (var draw : draws) {
      long points = draw.points().thousandths();
      for (var other : taken) {
        points -= other.lotId() == draw.lotId() ? other.points().thousandths() : 0;
      }
      if (points > 0) {
        left.add(new Draw(draw.lotId(), new Points(points)));
      }
    }
    return left;
  }
}
