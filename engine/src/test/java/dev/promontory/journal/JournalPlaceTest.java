package dev.promontory.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalPlaceTest {

  @Test
  void a_cursor_leads_back_to_its_place() {
    var place = new JournalPlace(Instant.parse("2026-03-03T22:20:00.001234Z"), 42, 7);

    assertThat(JournalPlace.ofCursor(place.cursor())).contains(place);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "1", "1-2", "1-2-3-4", "a-2-3", "1--3", "9223372036854775808-1-1", "-1-2-3"})
  void other_words_are_no_cursor(String word) {
    assertThat(JournalPlace.ofCursor(word)).isEmpty();
  }
}
