package dev.promontory.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LiveRulesTest {
  private static final long SEED = 7;

  @Test
  void the_same_ten_match_however_many_rules_there_are() {
    var few = found(LiveRules.MATCHING);

    assertThat(few.count()).isGreaterThan(100);
    assertThat(found(400)).isEqualTo(few);
  }

  @Test
  void esper_finds_the_same() {
    var events = LiveEvents.drawn(SEED, 500);
    var rules = LiveRules.drawn(SEED, 12);
    var ours = new FoldMatching(rules, events);
    try (var esper = new EsperMatching(rules, events)) {
      ours.matchAll();
      esper.matchAll();

      assertThat(esper.found()).isEqualTo(ours.found());
    }
  }

  private static Matching.Found found(int count) {
    var matching = new FoldMatching(LiveRules.drawn(SEED, count), LiveEvents.drawn(SEED, 1_000));
    matching.matchAll();
    return matching.found();
  }
}
