package dev.promontory.live.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RangeIndexTest {
  private static final long[] CORNERS = {
    Long.MIN_VALUE, Long.MIN_VALUE + 1, -2, -1, 0, 1, 2, 3, Long.MAX_VALUE - 1, Long.MAX_VALUE
  };

  private record Range(long low, long high, int number) {
    boolean holds(long at) {
      return low <= at && at <= high;
    }
  }

  @Test
  void a_number_finds_exactly_the_ranges_around_it_whatever_was_added_and_removed() {
    for (long seed = 1; seed <= 40; seed++) {
      var random = new SplittableRandom(seed);
      var index = new RangeIndex<Range>();
      var model = new ArrayList<Range>();
      for (int i = 0; i < 300; i++) {
        if (!model.isEmpty() && random.nextInt(3) == 0) {
          var gone = model.remove(random.nextInt(model.size()));
          index.remove(gone.low(), gone.high(), gone);
        } else {
          var added = new Range(number(random), number(random), i);
          model.add(added);
          index.add(added.low(), added.high(), added);
        }
        long at = number(random);
        assertThat(found(index, at))
            .as("seed %d, step %d, at %d", seed, i, at)
            .containsExactlyInAnyOrderElementsOf(
                model.stream().filter(range -> range.holds(at)).toList());
      }
      model.forEach(range -> index.remove(range.low(), range.high(), range));
      assertThat(index.isEmpty()).isTrue();
    }
  }

  private static long number(SplittableRandom random) {
    return switch (random.nextInt(4)) {
      case 0 -> CORNERS[random.nextInt(CORNERS.length)];
      case 1 -> random.nextLong();
      case 2 -> random.nextLong(-1_000_000, 1_000_000);
      default -> random.nextLong(-10, 10);
    };
  }

  private static List<Range> found(RangeIndex<Range> index, long at) {
    var found = new ArrayList<Range>();
    index.find(at, found::add);
    return found;
  }
}
