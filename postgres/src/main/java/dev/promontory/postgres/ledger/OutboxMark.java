package dev.promontory.postgres.ledger;

/// Whether a transaction appended to the outbox. Belongs to the thread of the transaction.
public final class OutboxMark {
  private boolean set;

  void set() {
    set = true;
  }

  public boolean isSet() {
    return set;
  }
}
