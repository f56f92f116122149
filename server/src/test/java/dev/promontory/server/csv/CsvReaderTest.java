package dev.promontory.server.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CsvReaderTest {
  private static final String[] PIECES = {
    "a", ",", "\"", "\"\"", "\n", "\r", "\r\n", " ", "é", "🎁", "\uFEFF", "x,y", "\"q\""
  };

  @Test
  void fields_stand_between_commas_and_lines_end_in_any_way() throws IOException {
    assertThat(read("a,b\r\nc,d\ne,f\rg,h"))
        .containsExactly("1 [a, b]", "2 [c, d]", "3 [e, f]", "4 [g, h]");
    assertThat(read("a,\n,b\n,\n")).containsExactly("1 [a, ]", "2 [, b]", "3 [, ]");
    assertThat(read(" a , b ")).containsExactly("1 [ a ,  b ]");
  }

  @Test
  void blank_lines_and_a_byte_order_mark_are_skipped() throws IOException {
    assertThat(read("\uFEFFa\n\n\r\n\rb\n\n")).containsExactly("1 [a]", "5 [b]");
    assertThat(read("")).isEmpty();
    assertThat(read("\uFEFF")).isEmpty();
    assertThat(read("\n\n")).isEmpty();
  }

  @Test
  void quotes_hold_commas_quotes_and_line_ends() throws IOException {
    assertThat(read("\"a,b\",\"say \"\"hi\"\"\",\"\"\nc"))
        .containsExactly("1 [a,b, say \"hi\", ]", "2 [c]");
    assertThat(read("\"two\nlines\",x\nnext")).containsExactly("1 [two\nlines, x]", "3 [next]");
    assertThat(read("a\"b")).containsExactly("1 [a\"b]");
  }

  @Test
  void a_broken_record_is_told_and_harms_no_other() throws IOException {
    assertThat(read("a\n\"b\"c,d\ne"))
        .containsExactly("1 [a]", "2 Text stands behind a closing quote.", "3 [e]");
    assertThat(read("a\n\"b")).containsExactly("1 [a]", "2 A quoted field does not end.");
    assertThat(rows(new byte[] {'a', '\n', (byte) 0xC3, '\n', 'b'}))
        .containsExactly("1 [a]", "2 This is not UTF-8.", "3 [b]");
  }

  @Test
  void a_field_and_a_record_have_a_largest_size() throws IOException {
    var most = "x".repeat(CsvReader.MAX_FIELD);
    assertThat(read(most + "\n\"" + most + "\""))
        .containsExactly("1 [" + most + "]", "2 [" + most + "]");
    assertThat(read(most + "x\na\n\"" + most + "x\"\nb"))
        .containsExactly(
            "1 A field has at most 2048 characters.",
            "2 [a]",
            "3 A field has at most 2048 characters.",
            "4 [b]");
    var fields = ",".repeat(CsvReader.MAX_FIELDS - 1);
    assertThat(read(fields)).hasSize(1).first().asString().startsWith("1 [");
    assertThat(read(fields + ",\na")).containsExactly("1 A line has at most 16 fields.", "2 [a]");
  }

  @Test
  void whatever_was_written_is_read_again() throws IOException {
    for (long seed = 1; seed <= 500; seed++) {
      var random = new SplittableRandom(seed);
      List<List<String>> written = new ArrayList<>();
      var csv = new StringBuilder();
      for (int row = random.nextInt(5); row >= 0; row--) {
        List<String> fields = new ArrayList<>();
        for (int field = random.nextInt(1, 5); field > 0; field--) {
          fields.add(text(random));
        }
        written.add(fields);
        csv.append(String.join(",", fields.stream().map(CsvReaderTest::quoted).toList()));
        csv.append(random.nextBoolean() ? "\r\n" : "\n");
      }
      var reader = reader(csv.toString().getBytes(StandardCharsets.UTF_8));
      for (var fields : written) {
        var row = Objects.requireNonNull(reader.next(), "another row");
        assertThat(row.fields()).as("seed %d", seed).isEqualTo(fields);
      }
      assertThat(reader.next()).as("seed %d", seed).isNull();
    }
  }

  private static String text(SplittableRandom random) {
    var text = new StringBuilder();
    for (int piece = random.nextInt(4); piece > 0; piece--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }

  private static String quoted(String field) {
    return "\"" + field.replace("\"", "\"\"") + "\"";
  }

  private static List<String> read(String csv) throws IOException {
    return rows(csv.getBytes(StandardCharsets.UTF_8));
  }

  /// The line of each record, and its fields or its fault.
  private static List<String> rows(byte[] csv) throws IOException {
    var reader = reader(csv);
    List<String> rows = new ArrayList<>();
    for (var row = reader.next(); row != null; row = reader.next()) {
      rows.add(row.line() + " " + (row.fault() == null ? row.fields() : row.fault()));
    }
    return rows;
  }

  private static CsvReader reader(byte[] csv) throws IOException {
    return new CsvReader(new ByteArrayInputStream(csv));
  }
}
