package dev.promontory.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.journal.Figures;
import dev.promontory.ledger.Source;
import java.math.BigDecimal;
import java.util.Map;
import java.util.stream.Collectors;

/// Figures as short texts that a person can check. Those of a user are checked to add up (J1).
final class JournalWords {
  private JournalWords() {}

  /// Active, promised and held; credited, expired, redeemed and removed.
  static String plain(Figures figures) {
    assertThat(figures.active().add(figures.held()))
        .isEqualByComparingTo(
            figures
                .credited()
                .subtract(figures.expired())
                .subtract(figures.redeemed())
                .subtract(figures.removed()));
    return "%s %s %s | %s %s %s %s"
        .formatted(
            plain(figures.active()),
            plain(figures.promised()),
            plain(figures.held()),
            plain(figures.credited()),
            plain(figures.expired()),
            plain(figures.redeemed()),
            plain(figures.removed()));
  }

  static Map<Source, String> plain(Map<Source, BigDecimal> issued) {
    return issued.entrySet().stream()
        .filter(entry -> entry.getValue().signum() != 0)
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> plain(entry.getValue())));
  }

  static String plain(BigDecimal points) {
    return points.signum() == 0 ? "0" : points.stripTrailingZeros().toPlainString();
  }
}
