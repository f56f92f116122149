package dev.promontory.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class StoredTextTest {
  private static final char[] ALPHABET = {'a', '0', 'F', 0, '\uFFFF', '\uD83C', '\uDF81', 'é'};

  @Test
  void ordinary_text_stays_as_it_is() {
    for (var text : new String[] {"", "ann@example.org", "Zoë", "\uD83C\uDF81", "%_\\'"}) {
      assertThat(StoredText.encode(text)).isEqualTo(text);
    }
  }

  @Test
  void any_text_comes_back_and_its_sql_text_is_storable() {
    for (long seed = 0; seed < 20_000; seed++) {
      var random = new SplittableRandom(seed);
      var text = new StringBuilder();
      random.ints(random.nextInt(9), 0, ALPHABET.length).forEach(i -> text.append(ALPHABET[i]));

      var sql = StoredText.encode(text.toString());

      assertThat(StoredText.decode(sql)).as("seed %d", seed).isEqualTo(text.toString());
      assertThat(sql).as("seed %d", seed).doesNotContain("\0");
      assertThat(sql.codePoints()).as("seed %d", seed).noneMatch(c -> c >= 0xD800 && c <= 0xDFFF);
    }
  }

  @Test
  void an_escape_without_its_digits_is_not_read() {
    assertThatThrownBy(() -> StoredText.decode("\uFFFF00"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> StoredText.decode("\uFFFFzzzz"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
