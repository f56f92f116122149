package dev.promontory.server.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvWriterTest {

  @Test
  void fields_with_commas_quotes_or_line_ends_are_quoted() throws IOException {
    assertThat(written("a,b", "say \"hi\"", "two\r\nlines", " plain ", ""))
        .isEqualTo("\"a,b\",\"say \"\"hi\"\"\",\"two\r\nlines\", plain ,\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=1+1",
        "+49",
        "-1",
        "@SUM(A1)",
        "\tx",
        "\rx",
        "\nx",
        "'=1",
        "\uFF1D1",
        "\uFF0B1",
        "\uFF0D1",
        "\uFF20A1"
      })
  void a_text_that_could_be_run_as_a_formula_gets_an_apostrophe(String text) throws IOException {
    var bytes = written(text).getBytes(StandardCharsets.UTF_8);

    var row = Objects.requireNonNull(new CsvReader(new ByteArrayInputStream(bytes)).next());

    assertThat(row.fields()).containsExactly("'" + text);
  }

  @Test
  void numbers_of_ours_stay_as_they_are() throws IOException {
    var bytes = new ByteArrayOutputStream();
    var csv = new CsvWriter(bytes);

    csv.plain(-5).plain(null).text(null).plain("credit").end();
    csv.plain(1).end();
    csv.flush();

    assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("-5,,,credit\r\n1\r\n");
  }

  private static String written(String... texts) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var csv = new CsvWriter(bytes);
    for (var text : List.of(texts)) {
      csv.text(text);
    }
    csv.end();
    csv.flush();
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
