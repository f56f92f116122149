package dev.promontory.server.wallet;

import dev.promontory.app.ShowTransactions;
import dev.promontory.app.ShowWallets;
import dev.promontory.ledger.LedgerLine;
import dev.promontory.ledger.Lot;
import dev.promontory.ledger.Lot.Bucket;
import dev.promontory.ledger.Note;
import dev.promontory.server.http.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Wallets and transactions as the reference's endpoints show them: points as numbers, instants as
/// epoch seconds.
final class PromoViews {
  /// The most lots that are listed.
  private static final int MAX_LOTS = 100;

  private PromoViews() {}

  static Map<String, Object> wallet(ShowWallets.Shown shown) {
    var balance = shown.balance();
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("walletId", shown.wallet().id());
    view.put("walletName", shown.wallet().name());
    view.put("pointsName", shown.wallet().pointsName());
    view.put("activePoints", balance.active().toBigDecimal());
    view.put("promisedPoints", balance.promised().toBigDecimal());
    view.put("creditedPoints", balance.credited().toBigDecimal());
    view.put("expiredPoints", balance.expired().toBigDecimal());
    view.put("redeemedPoints", balance.redeemed().toBigDecimal());
    view.put("removedPoints", balance.removed().toBigDecimal());
    return view;
  }

  static Map<String, Object> transactions(ShowTransactions.Shown shown, Instant now) {
    var lots = shown.holding().lots();
    Map<String, Object> promised = new LinkedHashMap<>();
    promised.put("totalPromisedPoints", shown.holding().balance().promised().toBigDecimal());
    promised.put("promisedTransactions", promised(lots));
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("promisedPoints", promised);
    view.put("expiringPoints", expiring(lots));
    view.put("allTransactions", shown.lines().stream().map(line -> line(line, now)).toList());
    return view;
  }

  /// The next to be activated come first.
  private static List<Map<String, Object>> promised(List<Lot> lots) {
    return lots.stream()
        .filter(lot -> lot.bucket() == Bucket.PROMISED)
        .sorted(Comparator.comparing(Lot::activatesAt).thenComparingLong(Lot::id))
        .limit(MAX_LOTS)
        .map(lot -> lot(lot, "activationTimestamp", lot.activatesAt()))
        .toList();
  }

  /// The next to expire come first; points that never expire are left out.
  private static List<Map<String, Object>> expiring(List<Lot> lots) {
    return lots.stream()
        .filter(lot -> lot.expiresAt() != null)
        .sorted(Comparator.comparing(PromoViews::expiry).thenComparingLong(Lot::id))
        .limit(MAX_LOTS)
        .map(lot -> lot(lot, "expiryTimestamp", expiry(lot)))
        .toList();
  }

  private static Instant expiry(Lot lot) {
    return lot.expiresAt() == null ? Instant.MAX : lot.expiresAt();
  }

  private static Map<String, Object> lot(Lot lot, String what, Instant at) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("points", lot.remaining().toBigDecimal());
    view.put(what, at.getEpochSecond());
    return view;
  }

  private static Map<String, Object> line(LedgerLine line, Instant now) {
    var entry = line.entry();
    var note = entry.note();
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("transactionId", entry.id());
    view.put("type", type(line, now));
    view.put("points", entry.points().toBigDecimal());
    view.put("description", entry.description());
    view.put("txnTimestamp", entry.at().getEpochSecond());
    view.put("txnSource", entry.source().name());
    if (note.campaignId() != null) {
      view.put("campaignId", note.campaignId());
    }
    view.put("orderId", note.orderId());
    view.put("saleAmount", note.saleAmount());
    view.put("saleChannel", note.saleChannel());
    view.put("locationId", note.locationId());
    view.put("metadata", metadata(note));
    return view;
  }

  /// The reference has four words: what gives points is a credit, what takes them a debit.
  /// Activations, holds and releases are not listed, so that credits less debits and expiries are
  /// what is there, held points included.
  private static String type(LedgerLine line, Instant now) {
    if (line.isPromised(now)) {
      return "PROMISED";
    }
    return switch (line.entry().type()) {
      case CREDIT, ACTIVATION, RELEASE, REFUND, REINSTATEMENT, TRANSFER_IN -> "CREDIT";
      case DEBIT, HOLD, CAPTURE, REVERSAL, TRANSFER_OUT -> "DEBIT";
      case EXPIRY -> "EXPIRED";
    };
  }

  private static @Nullable JsonNode metadata(Note note) {
    return note.metadataJson() == null
        ? null
        : Json.parse(note.metadataJson().getBytes(StandardCharsets.UTF_8));
  }
}
