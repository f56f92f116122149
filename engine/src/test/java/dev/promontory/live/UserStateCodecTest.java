package dev.promontory.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.promontory.live.tally.Slot;
import dev.promontory.live.tally.Tally;
import dev.promontory.record.Name;
import dev.promontory.record.Profile;
import dev.promontory.record.Properties;
import dev.promontory.record.Property;
import dev.promontory.record.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class UserStateCodecTest {
  private static final List<BigDecimal> SUMS =
      List.of(
          BigDecimal.ZERO,
          new BigDecimal("8.330000"),
          new BigDecimal("-999999999999.999999"),
          new BigDecimal("1E+300"),
          new BigDecimal("5E-324"));

  @Test
  void a_state_comes_back_as_it_was() {
    for (long seed = 1; seed <= 500; seed++) {
      var state = random(new SplittableRandom(seed));

      var bytes = UserStateCodec.encode(state);

      assertThat(UserStateCodec.decode(state.user(), bytes)).as("seed %d", seed).isEqualTo(state);
    }
  }

  @Test
  void what_is_no_state_is_refused() {
    var bytes = UserStateCodec.encode(random(new SplittableRandom(1)));
    for (int length = 0; length < bytes.length; length++) {
      var cut = Arrays.copyOf(bytes, length);
      assertThatIllegalArgumentException().isThrownBy(() -> UserStateCodec.decode(1, cut));
    }
    var longer = Arrays.copyOf(bytes, bytes.length + 1);
    assertThatIllegalArgumentException().isThrownBy(() -> UserStateCodec.decode(1, longer));
    bytes[0] = 2;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> UserStateCodec.decode(1, bytes))
        .withMessageContaining("version 2");
  }

  private static UserState random(SplittableRandom random) {
    var tallies = new TreeMap<Integer, Tallies.Kept>();
    for (int i = random.nextInt(5); i > 0; i--) {
      var tally = new Tally(slots(random), slots(random));
      tallies.put(random.nextInt(100_000), new Tallies.Kept(random.nextBoolean(), tally));
    }
    long position = random.nextLong(1L << 40);
    var deadlines = new ArrayList<Deadline>();
    for (int i = random.nextInt(4); i > 0; i--) {
      long done = random.nextLong(-1_000, 1L << 33);
      long until = done + random.nextInt(3_000_000);
      deadlines.add(
          new Deadline(
              random.nextLong(1L << 30),
              random.nextLong(position + 1),
              done,
              until,
              (until + 1) * 1_000 + random.nextInt(10_000)));
    }
    return new UserState(
        random.nextLong(1, 1L << 40),
        position,
        random.nextLong(1L << 42),
        profile(random),
        Tallies.of(tallies),
        deadlines);
  }

  private static List<Slot> slots(SplittableRandom random) {
    var slots = new ArrayList<Slot>();
    long at = random.nextLong(-1L << 33, 1L << 33);
    for (int i = random.nextInt(5); i > 0; i--) {
      at += 1 + random.nextInt(100_000);
      slots.add(new Slot(at, 1 + random.nextInt(300), SUMS.get(random.nextInt(SUMS.size()))));
    }
    return slots;
  }

  private static Profile profile(SplittableRandom random) {
    var properties = new ArrayList<Property>();
    for (int i = random.nextInt(4); i > 0; i--) {
      properties.add(
          new Property(
              Name.of("Property " + i), new Value.Text("x\ud83d\ude00" + random.nextInt())));
    }
    return new Profile(new Properties(properties));
  }
}
