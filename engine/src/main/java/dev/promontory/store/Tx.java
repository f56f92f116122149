package dev.promontory.store;

import dev.promontory.campaign.Campaigns;
import dev.promontory.campaign.LiveChanges;
import dev.promontory.campaign.Runs;
import dev.promontory.grant.Grants;
import dev.promontory.journal.Journal;
import dev.promontory.ledger.Ledger;
import dev.promontory.outbox.Outbox;
import dev.promontory.segment.Segments;
import dev.promontory.user.Departures;
import dev.promontory.wallet.Blocks;
import dev.promontory.wallet.Wallets;
import dev.promontory.webhook.Deliveries;
import dev.promontory.webhook.Webhooks;

/// The stores, bound to one open transaction (read committed). Not thread-safe; never keep one
/// beyond its transaction.
///
/// Each slice of the product adds its port here.
public interface Tx {

  Wallets wallets();

  Ledger ledger();

  Journal journal();

  Grants grants();

  Outbox outbox();

  Idempotency idempotency();

  Segments segments();

  Campaigns campaigns();

  Runs runs();

  LiveChanges liveChanges();

  Blocks blocks();

  Departures departures();

  Webhooks webhooks();

  Deliveries deliveries();

  /// Has something done once the transaction has committed, and only then; lost if the program ends
  /// in between. Steps are done in order, by the thread of the transaction, before whoever began it
  /// goes on. They do not throw.
  void afterCommit(Runnable step);
}
