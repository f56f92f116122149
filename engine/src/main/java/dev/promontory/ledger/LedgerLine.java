package dev.promontory.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An entry as it is listed.
///
/// @param entry without its draws
/// @param activatesAt for a credit, when its lot is activated; null for all else
public record LedgerLine(Entry entry, @Nullable Instant activatesAt) {

  /// Whether it is a credit whose points are still to be activated.
  public boolean isPromised(Instant now) {
    return activatesAt != null && activatesAt.isAfter(now);
  }
}
