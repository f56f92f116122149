package dev.promontory.server.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LineReaderTest {

  @Test
  void lines_end_with_a_line_feed_or_the_input() throws IOException {
    assertThat(lines("")).isEmpty();
    assertThat(lines("a")).containsExactly("a");
    assertThat(lines("a\n")).containsExactly("a");
    assertThat(lines("\n\na\n\nb")).containsExactly("", "", "a", "", "b");
    assertThat(lines("\ufeffa\r\n")).containsExactly("a\r");
  }

  @Test
  void a_line_longer_than_a_record_is_cut_and_the_next_is_whole() throws IOException {
    int most = LineReader.MAX_BYTES - 1;
    var reader =
        new LineReader(
            stream(
                "x".repeat(most)
                    + "\n"
                    + "y".repeat(most + 1)
                    + "\n"
                    + "z".repeat(5 * most)
                    + "\nlast"));

    assertThat(read(reader).whole()).isTrue();
    var cut = read(reader);
    assertThat(cut.whole()).isFalse();
    assertThat(cut.bytes()).hasSize(LineReader.MAX_BYTES);
    assertThat(read(reader).whole()).isFalse();
    var last = read(reader);
    assertThat(new String(last.bytes(), UTF_8)).isEqualTo("last");
    assertThat(last.number()).isEqualTo(4);
    assertThat(reader.next()).isNull();
  }

  @Test
  void it_does_not_matter_in_what_pieces_the_input_comes() throws IOException {
    var random = new SplittableRandom(7);
    var expected = new ArrayList<String>();
    for (int i = 0; i < 2_000; i++) {
      expected.add("ü".repeat(random.nextInt(600)));
    }
    var pieces =
        new FilterInputStream(stream(String.join("\n", expected) + "\n")) {
          @Override
          public int read(byte[] buffer, int offset, int length) throws IOException {
            return in.read(buffer, offset, Math.min(length, 1 + random.nextInt(5_000)));
          }
        };

    assertThat(lines(pieces)).isEqualTo(expected);
  }

  private static List<String> lines(String text) throws IOException {
    return lines(stream(text));
  }

  private static List<String> lines(InputStream in) throws IOException {
    var reader = new LineReader(in);
    List<String> lines = new ArrayList<>();
    for (var line = reader.next(); line != null; line = reader.next()) {
      lines.add(new String(line.bytes(), UTF_8));
      assertThat(line.number()).isEqualTo(lines.size());
    }
    return lines;
  }

  private static Line read(LineReader reader) throws IOException {
    var line = reader.next();
    if (line == null) {
      throw new AssertionError("the input ended");
    }
    return line;
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }
}
