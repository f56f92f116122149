package dev.promontory.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.promontory.record.Name;
import dev.promontory.record.Properties;
import dev.promontory.record.Property;
import dev.promontory.record.RecordBody;
import dev.promontory.record.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BlockCodecTest {
  @Test
  void any_records_come_back_exactly() {
    for (long seed = 0; seed < 1_000; seed++) {
      var records = new RandomRecords(seed).list((int) (seed % 40));

      var read = BlockCodec.decode(BlockCodec.encode(records));

      assertThat(read).as("seed %d", seed).isEqualTo(records);
      // Names are equal by their keys; the text of a record also has them as written.
      assertThat(read.toString()).as("seed %d", seed).isEqualTo(records.toString());
    }
  }

  @Test
  void more_names_texts_and_shapes_than_are_remembered_come_back_exactly() {
    var records =
        IntStream.range(0, 12_000)
            .mapToObj(i -> event(new Property(Name.of("p " + i), new Value.Text("t" + i % 5_000))))
            .toList();

    assertThat(BlockCodec.decode(BlockCodec.encode(records)).toString())
        .isEqualTo(records.toString());
  }

  @Test
  void texts_that_collide_come_back_exactly_and_in_time() {
    List<String> texts = List.of("");
    for (int bits = 0; bits < 12; bits++) {
      texts = texts.stream().flatMap(text -> List.of(text + "Aa", text + "BB").stream()).toList();
    }
    var records = new ArrayList<LogRecord>();
    for (var text : texts) {
      assertThat(text.hashCode()).isEqualTo(texts.getFirst().hashCode());
      records.add(event(new Property(Name.of(text), new Value.Text(text))));
    }

    assertThat(BlockCodec.decode(BlockCodec.encode(records))).isEqualTo(records);
  }

  @Test
  void values_nested_to_the_limit_come_back_and_deeper_ones_are_refused() {
    var atLimit = List.of(event(nested(16)));

    assertThat(BlockCodec.decode(BlockCodec.encode(atLimit))).isEqualTo(atLimit);
    assertThatThrownBy(() -> BlockCodec.encode(List.of(event(nested(17)))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("16");
  }

  @Test
  void what_repeats_takes_little_room() {
    var records =
        IntStream.range(0, 1_000)
            .mapToObj(_ -> event(new Property(Name.of("Color"), new Value.Text("midnight blue"))))
            .toList();

    assertThat(BlockCodec.encode(records)).hasSizeLessThan(1_000 * 7 + 100);
  }

  @Test
  void a_block_of_a_later_version_is_refused() {
    var block = BlockCodec.encode(new RandomRecords(1).list(3));
    block[0]++;

    assertThatThrownBy(() -> BlockCodec.decode(block))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("version 2");
  }

  @Test
  void a_block_cut_short_or_gone_on_is_refused() {
    var block = BlockCodec.encode(new RandomRecords(5).list(20));
    for (int length = 0; length < block.length; length++) {
      var cut = Arrays.copyOf(block, length);
      assertThatThrownBy(() -> BlockCodec.decode(cut))
          .as("cut to %d", length)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("not a readable block");
    }
    assertThatThrownBy(() -> BlockCodec.decode(Arrays.copyOf(block, block.length + 1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /// Garbage may by chance be a block; what must not happen is another failure, or none at all.
  @Test
  void garbage_is_refused_or_read_but_never_worse() {
    int refused = 0;
    for (long seed = 0; seed < 8_000; seed++) {
      var random = new SplittableRandom(seed);
      var block = BlockCodec.encode(new RandomRecords(seed % 50).list(5));
      for (int i = random.nextInt(1, 4); i > 0; i--) {
        block[random.nextInt(block.length)] = (byte) random.nextInt();
      }
      try {
        assertThat(BlockCodec.decode(block)).as("seed %d", seed).isNotNull();
      } catch (IllegalArgumentException e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(1_000, 7_999);
  }

  private static Property nested(int depth) {
    var property = new Property(Name.of("leaf"), new Value.Flag(true));
    for (int i = 0; i < depth; i++) {
      property = new Property(Name.of("n"), new Value.Nested(new Properties(List.of(property))));
    }
    return property;
  }

  private static LogRecord event(Property property) {
    var body = new RecordBody.Event(Name.of("Viewed"), new Properties(List.of(property)));
    return new LogRecord(7, 1, 42, 1_700_000_000, 1_700_000_000_123L, body);
  }
}
