package dev.promontory.postgres.ledger;

import dev.promontory.ledger.Balance;
import dev.promontory.ledger.Entry;
import dev.promontory.ledger.LedgerChanges;
import dev.promontory.ledger.LedgerChanges.NewLot;
import dev.promontory.ledger.Lot;
import dev.promontory.postgres.ledger.Table.Kind;
import java.util.List;

/// Writes what was decided about locked balances.
final class LedgerWrites {
  private static final Table LOT =
      Table.of("lot")
          .with(Kind.INT8, "id", "wallet_id", "user_number")
          .with(Kind.INSTANT, "issued_at", "activates_at", "expires_at")
          .with(Kind.INT8, "granted", "remaining")
          .with(Kind.INT2, "bucket");
  private static final Table ENTRY =
      Table.of("entry")
          .with(Kind.INT8, "id", "wallet_id", "user_number", "sequence")
          .with(Kind.INT2, "type", "source")
          .with(Kind.INSTANT, "at")
          .with(Kind.INT8, "active_change", "promised_change", "active_after", "promised_after")
          .with(Kind.INT8, "campaign_id")
          .with(Kind.TEXT, "description", "order_id")
          .with(Kind.INT8, "sale_amount_micros")
          .with(Kind.TEXT, "sale_channel", "location_id", "metadata");
  private static final Table LOT_DRAW =
      Table.of("lot_draw").with(Kind.INT8, "transaction_id", "lot_id", "points");

  private LedgerWrites() {}

  static void write(Exchange exchange, LedgerChanges changes) {
    if (!changes.balances().isEmpty()) {
      updateBalances(exchange, changes.balances());
    }
    if (!changes.changedLots().isEmpty()) {
      updateLots(exchange, changes.changedLots());
    }
    addLots(exchange, changes.newLots());
    addEntries(exchange, changes.entries());
    addDraws(exchange, changes.entries());
  }

  private static void updateBalances(Exchange exchange, List<Balance> balances) {
    exchange.later(
        """
        UPDATE balance AS b
           SET sequence = n.sequence,
               active = n.active,
               promised = n.promised,
               credited = n.credited,
               expired = n.expired,
               redeemed = n.redeemed,
               removed = n.removed,
               next_due_at = timestamptz 'epoch' + n.next_due_millis * interval '1 millisecond'
          FROM unnest((SELECT ?::bigint[]), (SELECT ?::bigint[]), (SELECT ?::bigint[]),
                      (SELECT ?::bigint[]), (SELECT ?::bigint[]), (SELECT ?::bigint[]),
                      (SELECT ?::bigint[]), (SELECT ?::bigint[]), (SELECT ?::bigint[]),
                      (SELECT ?::bigint[]))
                   AS n (wallet_id, user_number, sequence, active, promised, credited,
                         expired, redeemed, removed, next_due_millis)
         WHERE b.wallet_id = n.wallet_id AND b.user_number = n.user_number
        """,
        parameters -> LedgerRows.bindBalances(parameters, balances),
        balances.size(),
        "balances");
  }

  private static void updateLots(Exchange exchange, List<Lot> lots) {
    exchange.later(
        """
        UPDATE lot
           SET remaining = n.remaining,
               bucket = n.bucket
          FROM unnest((SELECT ?::bigint[]), (SELECT ?::bigint[]), (SELECT ?::bigint[]))
                   AS n (id, remaining, bucket)
         WHERE lot.id = n.id
        """,
        parameters ->
            parameters
                .array(LedgerRows.longs(lots, Lot::id))
                .array(LedgerRows.longs(lots, lot -> lot.remaining().thousandths()))
                .array(LedgerRows.longs(lots, lot -> lot.bucket().code())),
        lots.size(),
        "lots");
  }

  private static void addLots(Exchange exchange, List<NewLot> lots) {
    var rows = new Rows(LOT, lots.size());
    for (var added : lots) {
      var lot = added.lot();
      rows.number(lot.id())
          .number(added.key().walletId())
          .number(added.key().user())
          .instant(lot.issuedAt())
          .instant(lot.activatesAt())
          .instantOrNull(lot.expiresAt())
          .number(lot.granted().thousandths())
          .number(lot.remaining().thousandths())
          .number(lot.bucket().code());
    }
    rows.addTo(exchange);
  }

  private static void addEntries(Exchange exchange, List<Entry> entries) {
    var rows = new Rows(ENTRY, entries.size());
    for (var entry : entries) {
      var note = entry.note();
      rows.number(entry.id())
          .number(entry.key().walletId())
          .number(entry.key().user())
          .number(entry.sequence())
          .number(entry.type().code())
          .number(entry.source().code())
          .instant(entry.at())
          .number(entry.activeChange())
          .number(entry.promisedChange())
          .number(entry.activeAfter().thousandths())
          .number(entry.promisedAfter().thousandths())
          .numberOrNull(note.campaignId())
          .textOrNull(LedgerRows.encoded(note.description()))
          .textOrNull(LedgerRows.encoded(note.orderId()))
          .numberOrNull(LedgerRows.micros(note.saleAmount()))
          .textOrNull(LedgerRows.encoded(note.saleChannel()))
          .textOrNull(LedgerRows.encoded(note.locationId()))
          .textOrNull(LedgerRows.encoded(note.metadataJson()));
    }
    rows.addTo(exchange);
  }

  private static void addDraws(Exchange exchange, List<Entry> entries) {
    int draws = entries.stream().mapToInt(entry -> entry.draws().size()).sum();
    var rows = new Rows(LOT_DRAW, draws);
    for (var entry : entries) {
      for (var draw : entry.draws()) {
        rows.number(entry.id()).number(draw.lotId()).number(draw.points().thousandths());
      }
    }
    rows.addTo(exchange);
  }
}
