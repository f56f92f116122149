package dev.promontory.journal;

import dev.promontory.ledger.Source;
import dev.promontory.points.Points;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which lines of a wallet to list: those that everything given here applies to.
///
/// @param user number of the user, or null for all
/// @param types as shown now (J2); none means all
/// @param source or null for all
/// @param from the first instant, or null
/// @param to the first instant that is no longer inside, or null
/// @param min the fewest points, as shown, or null
/// @param max the most points, as shown, or null
/// @param id the transaction, or null
/// @param orderId exactly as it was sent, or null
public record JournalFilter(
    long walletId,
    @Nullable Long user,
    Set<LineType> types,
    @Nullable Source source,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable Points min,
    @Nullable Points max,
    @Nullable Long id,
    @Nullable String orderId) {

  public JournalFilter {
    types = Set.copyOf(types);
  }

  /// The same of another user.
  ///
  /// @param number of the user, or null for all
  public JournalFilter of(@Nullable Long number) {
    return new JournalFilter(walletId, number, types, source, from, to, min, max, id, orderId);
  }

  /// All lines of a wallet.
  public static JournalFilter all(long walletId) {
    return new JournalFilter(walletId, null, Set.of(), null, null, null, null, null, null, null);
  }
}
