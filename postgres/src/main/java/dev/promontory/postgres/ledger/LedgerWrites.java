package dev.promontory.postgres.ledger;

import dev.promontory.ledger.Balance;
import dev.promontory.ledger.Entry;
import dev.promontory.ledger.Hash;
import dev.promontory.ledger.Hold;
import dev.promontory.ledger.LedgerChanges;
import dev.promontory.ledger.LedgerChanges.NewLot;
import dev.promontory.ledger.Lot;
import dev.promontory.ledger.OwnHold;
import dev.promontory.postgres.ledger.Table.Kind;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Writes what was decided about locked balances.
final class LedgerWrites {
  private static final Table LOT =
      Table.of("lot")
          .with(Kind.INT8, "id", "wallet_id", "user_number")
          .with(Kind.INSTANT, "issued_at", "activates_at", "expires_at")
          .with(Kind.INT8, "granted", "remaining")
          .with(Kind.INT2, "bucket")
          .with(Kind.INT8, "expired", "reversed")
          .with(Kind.INSTANT, "remind_at");
  private static final Table HOLD =
      Table.of("hold")
          .with(Kind.INT8, "id", "wallet_id", "user_number", "points")
          .with(Kind.INSTANT, "held_at", "expires_at")
          .with(Kind.INT2, "closed_as")
          .with(Kind.INSTANT, "closed_at")
          .with(Kind.INT8, "captured");
  private static final Table ENTRY =
      Table.of("entry")
          .with(Kind.INT8, "id", "wallet_id", "user_number", "sequence")
          .with(Kind.INT2, "type", "source")
          .with(Kind.INSTANT, "at")
          .with(Kind.INT8, "active_change", "promised_change", "active_after", "promised_after")
          .with(Kind.INT8, "held_change", "held_after", "campaign_id", "related_id", "shortfall")
          .with(Kind.BYTES, "note_hash", "hash");
  private static final Table ENTRY_NOTE =
      Table.of("entry_note")
          .with(Kind.INT8, "wallet_id", "user_number", "sequence")
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
    addHolds(exchange, changes.newHolds());
    if (!changes.endedHolds().isEmpty()) {
      endHolds(exchange, changes.endedHolds());
    }
    addEntries(exchange, changes.entries());
    addNotes(exchange, changes.entries());
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
               next_due_at = timestamptz 'epoch' + n.next_due_millis * interval '1 millisecond',
               held = n.held,
               last_at = timestamptz 'epoch' + n.last_millis * interval '1 millisecond',
               head = n.head
          FROM unnest((SELECT ?::bigint[]), (SELECT ?::bigint[]), (SELECT ?::bigint[]),
                      (SELECT ?::bigint[]), (SELECT ?::bigint[]), (SELECT ?::bigint[]),
                      (SELECT ?::bigint[]), (SELECT ?::bigint[]), (SELECT ?::bigint[]),
                      (SELECT ?::bigint[]), (SELECT ?::bigint[]), (SELECT ?::bigint[]),
                      (SELECT ?::bytea[]))
                   AS n (wallet_id, user_number, sequence, active, promised, credited,
                         expired, redeemed, removed, next_due_millis, held, last_millis, head)
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
               bucket = n.bucket,
               expired = n.expired,
               reversed = n.reversed,
               expires_at = timestamptz 'epoch' + n.expires_millis * interval '1 millisecond',
               remind_at = timestamptz 'epoch' + n.remind_millis * interval '1 millisecond'
          FROM unnest((SELECT ?::bigint[]), (SELECT ?::bigint[]), (SELECT ?::bigint[]),
                      (SELECT ?::bigint[]), (SELECT ?::bigint[]), (SELECT ?::bigint[]),
                      (SELECT ?::bigint[]))
                   AS n (id, remaining, bucket, expired, reversed, expires_millis, remind_millis)
         WHERE lot.id = n.id
        """,
        parameters ->
            parameters
                .array(LedgerRows.longs(lots, Lot::id))
                .array(LedgerRows.longs(lots, lot -> lot.remaining().thousandths()))
                .array(LedgerRows.longs(lots, lot -> lot.bucket().code()))
                .array(LedgerRows.longs(lots, lot -> lot.expired().thousandths()))
                .array(LedgerRows.longs(lots, lot -> lot.reversed().thousandths()))
                .array(LedgerRows.millis(lots, Lot::expiresAt))
                .array(LedgerRows.millis(lots, Lot::remindAt)),
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
          .number(lot.bucket().code())
          .number(lot.expired().thousandths())
          .number(lot.reversed().thousandths())
          .instantOrNull(lot.remindAt());
    }
    rows.addTo(exchange);
  }

  private static void addHolds(Exchange exchange, List<OwnHold> holds) {
    var rows = new Rows(HOLD, holds.size());
    for (var added : holds) {
      var hold = added.hold();
      var end = hold.end();
      rows.number(hold.id())
          .number(added.key().walletId())
          .number(added.key().user())
          .number(hold.points().thousandths())
          .instant(hold.heldAt())
          .instant(hold.expiresAt())
          .numberOrNull(end == null ? null : (long) end.as().code())
          .instantOrNull(end == null ? null : end.at())
          .number(end == null ? 0 : end.captured().thousandths());
    }
    rows.addTo(exchange);
  }

  private static void endHolds(Exchange exchange, List<Hold> holds) {
    var ends = holds.stream().map(Hold::end).filter(Objects::nonNull).toList();
    exchange.later(
        """
        UPDATE hold
           SET closed_as = n.closed_as,
               closed_at = timestamptz 'epoch' + n.closed_millis * interval '1 millisecond',
               captured = n.captured
          FROM unnest((SELECT ?::bigint[]), (SELECT ?::bigint[]), (SELECT ?::bigint[]),
                      (SELECT ?::bigint[]))
                   AS n (id, closed_as, closed_millis, captured)
         WHERE hold.id = n.id AND hold.closed_as IS NULL
        """,
        parameters ->
            parameters
                .array(LedgerRows.longs(holds, Hold::id))
                .array(LedgerRows.longs(ends, end -> end.as().code()))
                .array(LedgerRows.longs(ends, end -> end.at().toEpochMilli()))
                .array(LedgerRows.longs(ends, end -> end.captured().thousandths())),
        holds.size(),
        "holds");
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
          .number(entry.change().active())
          .number(entry.change().promised())
          .number(entry.after().active().thousandths())
          .number(entry.after().promised().thousandths())
          .number(entry.change().held())
          .number(entry.after().held().thousandths())
          .numberOrNull(note.campaignId())
          .numberOrNull(entry.relatedId())
          .number(entry.shortfall().thousandths())
          .bytesOrNull(bytes(note.hash()))
          .bytesOrNull(entry.hash().toBytes());
    }
    rows.addTo(exchange);
  }

  private static byte @Nullable [] bytes(@Nullable Hash hash) {
    return hash == null ? null : hash.toBytes();
  }

  private static void addNotes(Exchange exchange, List<Entry> entries) {
    var noted = entries.stream().filter(entry -> entry.note().isWritten()).toList();
    var rows = new Rows(ENTRY_NOTE, noted.size());
    for (var entry : noted) {
      var note = entry.note();
      rows.number(entry.key().walletId())
          .number(entry.key().user())
          .number(entry.sequence())
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
