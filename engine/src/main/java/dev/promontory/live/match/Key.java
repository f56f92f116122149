package dev.promontory.live.match;

import dev.promontory.record.Value;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What an event must have to pass a clause: one of several values, or a number in a range. An
/// index finds patterns by it. Every event that passes has it; not every event that has it passes.
sealed interface Key {

  /// The most entries of one pattern in an index.
  int MAX_ENTRIES = 1_000;

  /// The most equalities of one pattern that are used.
  int MAX_EQUALITIES = 3;

  /// One of these values at its path.
  record Equality(List<Place> places) implements Key {
    public Equality {
      places = List.copyOf(places);
    }
  }

  /// A canonical value at a path.
  record Place(Path path, Value value) {}

  /// A number whose millionths, rounded down, lie between two others, both included.
  record Stretch(Path path, long low, long high) implements Key {
    private double width() {
      return (double) high - low;
    }
  }

  /// The keys of a pattern: equalities, few places first, then at most one stretch, the narrowest.
  /// Equal clauses in another order give the same keys, so that patterns that share a clause meet
  /// in the index.
  static List<Key> of(List<List<Check>> clauses) {
    var keys = new ArrayList<Key>();
    long entries = 1;
    for (var equality : equalities(clauses)) {
      entries *= equality.places().size();
      if (keys.size() == MAX_EQUALITIES || entries > MAX_ENTRIES) {
        break;
      }
      keys.add(equality);
    }
    clauses.stream()
        .filter(clause -> clause.size() == 1 && clause.getFirst().probe() instanceof Probe.Within)
        .map(clause -> stretch(clause.getFirst().path(), (Probe.Within) clause.getFirst().probe()))
        .min(
            Comparator.comparingDouble(Stretch::width)
                .thenComparing(stretch -> stretch.path().toString()))
        .ifPresent(keys::add);
    return List.copyOf(keys);
  }

  private static List<Equality> equalities(List<List<Check>> clauses) {
    return clauses.stream()
        .filter(clause -> clause.stream().allMatch(check -> check.probe() instanceof Probe.Equal))
        .map(Key::equality)
        .sorted(
            Comparator.comparingInt((Equality equality) -> equality.places().size())
                .thenComparing(equality -> equality.places().toString()))
        .toList();
  }

  private static Equality equality(List<Check> clause) {
    return new Equality(
        clause.stream()
            .flatMap(
                check ->
                    ((Probe.Equal) check.probe())
                        .wanted().stream().map(value -> new Place(check.path(), value)))
            .distinct()
            .sorted(Comparator.comparing(Place::toString))
            .toList());
  }

  private static Stretch stretch(Path path, Probe.Within within) {
    var from = within.range().from();
    var to = within.range().to();
    return new Stretch(
        path,
        from == null ? Long.MIN_VALUE : Numbers.micros(from.number(), RoundingMode.FLOOR),
        to == null ? Long.MAX_VALUE : Numbers.micros(to.number(), RoundingMode.CEILING));
  }
}
