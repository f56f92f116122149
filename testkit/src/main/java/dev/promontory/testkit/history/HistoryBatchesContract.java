package dev.promontory.testkit.history;

import static dev.promontory.testkit.history.HistoryContract.OTHER;
import static dev.promontory.testkit.history.HistoryContract.SHOP;
import static dev.promontory.testkit.history.Recording.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.promontory.history.History;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// What is read from history a batch at a time.
public abstract class HistoryBatchesContract {

  /// An empty history.
  protected abstract History open();

  @Test
  void many_profiles_come_at_once_each_as_it_comes_alone() {
    var log = new Recording();
    for (int user = 1; user <= 300; user++) {
      log.profile(1, user, put("Name", "user " + user), put("Odd", user % 2 == 1 ? "yes" : "no"));
    }
    log.event(1, 301, 1, "Charged").profile(2, 302, put("Name", "another's"));
    try (var history = open()) {
      history.append(log.after(0));
      var asked = LongStream.rangeClosed(100, 400).boxed().toList();

      var profiles = history.profiles(SHOP, asked);

      assertThat(profiles.keySet())
          .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(100, 300).boxed().toList());
      assertThat(profiles)
          .allSatisfy(
              (user, profile) -> assertThat(profile).isEqualTo(history.profile(SHOP, user)));
      assertThat(history.profiles(OTHER, asked)).containsOnlyKeys(302L);
    }
  }

  @Test
  void no_profiles_are_asked_for_or_known() {
    try (var history = open()) {
      assertThat(history.profiles(SHOP, List.of(1L, 2L))).isEqualTo(Map.of());
      assertThat(history.profiles(SHOP, List.of())).isEqualTo(Map.of());
    }
  }

  @Test
  void a_batch_of_profiles_is_bounded() {
    var most = LongStream.rangeClosed(1, History.MAX_PROFILES).boxed().toList();
    var more = LongStream.rangeClosed(0, History.MAX_PROFILES).boxed().toList();
    try (var history = open()) {
      assertThat(history.profiles(SHOP, most)).isEmpty();
      assertThatIllegalArgumentException().isThrownBy(() -> history.profiles(SHOP, more));
    }
  }
}
