package dev.promontory.postgres.ledger;

/// Hands out transaction ids from a block that was taken from the database's sequence. What is left
/// of a block when the process ends is never used. Safe for use by many threads.
public final class TransactionIds {
  private static final long BLOCK = 10_000;

  private long next;
  private long end;

  /// The next id; takes a new block within the transaction when the last one is used up.
  synchronized long next(Exchange exchange) {
    if (next == end) {
      next =
          exchange
              .handle()
              .createQuery("SELECT nextval('transaction_block')")
              .mapTo(Long.class)
              .one();
      end = next + BLOCK;
    }
    return next++;
  }
}
