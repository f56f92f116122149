package dev.promontory.postgres.ledger;

import dev.promontory.ledger.Balance;
import dev.promontory.ledger.Entry;
import dev.promontory.ledger.LedgerChanges;
import dev.promontory.ledger.LedgerChanges.NewLot;
import dev.promontory.ledger.Lot;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// Writes what was decided about locked balances.
final class LedgerWrites {
  private static final int LOT_BYTES = 110;
  private static final int ENTRY_BYTES = 200;
  private static final int DRAW_BYTES = 40;

  private LedgerWrites() {}

  static void write(Handle handle, LedgerChanges changes) {
    if (!changes.balances().isEmpty()) {
      updateBalances(handle, changes.balances());
    }
    if (!changes.changedLots().isEmpty()) {
      updateLots(handle, changes.changedLots());
    }
    Sql.on(
        handle,
        connection -> {
          copyLots(connection, changes.newLots());
          copyEntries(connection, changes.entries());
          copyDraws(connection, changes.entries());
          return true;
        });
  }

  private static void updateBalances(Handle handle, List<Balance> balances) {
    int changed =
        Sql.update(
            handle,
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
            statement -> LedgerRows.bindBalances(statement, balances));
    expect(balances.size(), changed, "balances");
  }

  private static void updateLots(Handle handle, List<Lot> lots) {
    int changed =
        Sql.update(
            handle,
            """
            UPDATE lot
               SET remaining = n.remaining,
                   bucket = n.bucket
              FROM unnest((SELECT ?::bigint[]), (SELECT ?::bigint[]), (SELECT ?::bigint[]))
                       AS n (id, remaining, bucket)
             WHERE lot.id = n.id
            """,
            statement -> {
              statement.setObject(1, LedgerRows.longs(lots, Lot::id));
              statement.setObject(2, LedgerRows.longs(lots, lot -> lot.remaining().thousandths()));
              statement.setObject(3, LedgerRows.longs(lots, lot -> lot.bucket().code()));
            });
    expect(lots.size(), changed, "lots");
  }

  private static void expect(int expected, int changed, String what) {
    if (expected != changed) {
      throw new IllegalStateException(changed + " " + what + " were changed, not " + expected);
    }
  }

  private static void copyLots(Connection connection, List<NewLot> lots) throws SQLException {
    if (lots.isEmpty()) {
      return;
    }
    var copy = new BinaryCopy(lots.size() * LOT_BYTES);
    for (var added : lots) {
      var lot = added.lot();
      copy.row(9)
          .int8(lot.id())
          .int8(added.key().walletId())
          .int8(added.key().user())
          .instant(lot.issuedAt())
          .instant(lot.activatesAt())
          .instantOrNull(lot.expiresAt())
          .int8(lot.granted().thousandths())
          .int8(lot.remaining().thousandths())
          .int2(lot.bucket().code());
    }
    copy.send(
        connection,
        "lot (id, wallet_id, user_number, issued_at, activates_at, expires_at,"
            + " granted, remaining, bucket)");
  }

  private static void copyEntries(Connection connection, List<Entry> entries) throws SQLException {
    if (entries.isEmpty()) {
      return;
    }
    var copy = new BinaryCopy(entries.size() * ENTRY_BYTES);
    entries.forEach(entry -> add(copy, entry));
    copy.send(
        connection,
        "entry (id, wallet_id, user_number, sequence, type, source, at, active_change,"
            + " promised_change, active_after, promised_after, campaign_id, description,"
            + " order_id, sale_amount_micros, sale_channel, location_id, metadata)");
  }

  private static void add(BinaryCopy copy, Entry entry) {
    var note = entry.note();
    copy.row(18)
        .int8(entry.id())
        .int8(entry.key().walletId())
        .int8(entry.key().user())
        .int8(entry.sequence())
        .int2(entry.type().code())
        .int2(entry.source().code())
        .instant(entry.at())
        .int8(entry.activeChange())
        .int8(entry.promisedChange())
        .int8(entry.activeAfter().thousandths())
        .int8(entry.promisedAfter().thousandths())
        .int8OrNull(note.campaignId())
        .textOrNull(LedgerRows.encoded(note.description()))
        .textOrNull(LedgerRows.encoded(note.orderId()))
        .int8OrNull(LedgerRows.micros(note.saleAmount()))
        .textOrNull(LedgerRows.encoded(note.saleChannel()))
        .textOrNull(LedgerRows.encoded(note.locationId()))
        .textOrNull(LedgerRows.encoded(note.metadataJson()));
  }

  private static void copyDraws(Connection connection, List<Entry> entries) throws SQLException {
    int draws = entries.stream().mapToInt(entry -> entry.draws().size()).sum();
    if (draws == 0) {
      return;
    }
    var copy = new BinaryCopy(draws * DRAW_BYTES);
    for (var entry : entries) {
      for (var draw : entry.draws()) {
        copy.row(3).int8(entry.id()).int8(draw.lotId()).int8(draw.points().thousandths());
      }
    }
    copy.send(connection, "lot_draw (transaction_id, lot_id, points)");
  }
}
