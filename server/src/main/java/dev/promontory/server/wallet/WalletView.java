package dev.promontory.server.wallet;

import dev.promontory.ledger.EntryType;
import dev.promontory.ledger.Hold;
import dev.promontory.ledger.Holding;
import dev.promontory.ledger.Lot;
import dev.promontory.ledger.Lot.Bucket;
import dev.promontory.server.http.Problem;
import dev.promontory.wallet.Wallet;
import dev.promontory.wallet.Wallet.Consumption;
import dev.promontory.wallet.WalletExpiry;
import dev.promontory.wallet.WalletUse;
import io.helidon.http.Status;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// Wallets and balances as the management API shows them.
final class WalletView {
  /// The most lots that are listed.
  static final int MAX_LOTS = 1000;

  private static final int MAX_USES_NAMED = 20;

  private WalletView() {}

  static Map<String, Object> of(Wallet wallet) {
    Map<String, Object> rounding = new LinkedHashMap<>();
    rounding.put("decimals", wallet.rounding().decimals());
    rounding.put("mode", word(wallet.rounding().mode()));
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("id", wallet.id());
    view.put("name", wallet.name());
    view.put("pointsName", wallet.pointsName());
    view.put("expiry", expiry(wallet.expiry()));
    view.put(
        "consumption",
        wallet.consumption() == Consumption.EARLIEST_EXPIRY
            ? "earliestExpiry"
            : "earliestIssuance");
    view.put("rounding", rounding);
    view.put("status", word(wallet.status()));
    view.put("remindDaysBefore", wallet.remindDays());
    view.put("refundGraceDays", wallet.graceDays());
    view.put("createdAt", wallet.createdAt().toString());
    return view;
  }

  /// Why a wallet cannot be archived: who uses it, the first of them by name.
  static Problem inUse(List<WalletUse> uses) {
    var named =
        uses.stream()
            .limit(MAX_USES_NAMED)
            .map(use -> "campaign %d (%s)".formatted(use.campaignId(), use.name()))
            .collect(Collectors.joining(", "));
    var more = uses.size() > MAX_USES_NAMED ? " and others" : "";
    return Problem.of(
        Status.CONFLICT_409, "wallet-in-use", "The wallet is used by " + named + more + ".");
  }

  private static Map<String, Object> expiry(WalletExpiry expiry) {
    Map<String, Object> view = new LinkedHashMap<>();
    switch (expiry) {
      case WalletExpiry.Never _ -> view.put("type", "never");
      case WalletExpiry.After(var span) -> {
        view.put("type", "after");
        view.put("amount", span.amount());
        view.put("unit", word(span.unit()));
      }
      case WalletExpiry.CalendarYears(int years, boolean countIssueYear) -> {
        view.put("type", "calendarYears");
        view.put("years", years);
        view.put("countIssueYear", countIssueYear);
      }
      case WalletExpiry.OnDay(var day) -> {
        view.put("type", "on");
        view.put("day", day.toString());
      }
    }
    return view;
  }

  /// @param holding as it is now
  static Map<String, Object> of(Holding holding) {
    var balance = holding.balance();
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("active", balance.active().toBigDecimal());
    view.put("promised", balance.promised().toBigDecimal());
    view.put("held", balance.held().toBigDecimal());
    view.put("credited", balance.credited().toBigDecimal());
    view.put("expired", balance.expired().toBigDecimal());
    view.put("redeemed", balance.redeemed().toBigDecimal());
    view.put("removed", balance.removed().toBigDecimal());
    view.put("lots", lots(holding.lots()));
    view.put(
        "holds",
        holding.holds().stream().filter(Hold::isOpen).limit(MAX_LOTS).map(WalletView::of).toList());
    return view;
  }

  /// @param hold as it is now
  static Map<String, Object> of(Hold hold) {
    var end = hold.end();
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("holdId", hold.id());
    view.put("points", hold.points().toBigDecimal());
    view.put("heldAt", hold.heldAt().toString());
    view.put("expiresAt", hold.expiresAt().toString());
    if (end == null) {
      view.put("status", "open");
    } else {
      view.put("status", end.as() == EntryType.CAPTURE ? "captured" : "released");
      view.put("endedAt", end.at().toString());
      view.put("captured", end.captured().toBigDecimal());
      view.put("released", hold.points().minus(end.captured()).toBigDecimal());
    }
    return view;
  }

  /// Lots with points left, oldest first.
  private static List<Map<String, Object>> lots(List<Lot> lots) {
    return lots.stream()
        .filter(lot -> !lot.remaining().isZero())
        .sorted(Comparator.comparing(Lot::issuedAt).thenComparingLong(Lot::id))
        .limit(MAX_LOTS)
        .map(WalletView::lot)
        .toList();
  }

  private static Map<String, Object> lot(Lot lot) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("id", lot.id());
    view.put("bucket", lot.bucket() == Bucket.ACTIVE ? "active" : "promised");
    view.put("granted", lot.granted().toBigDecimal());
    view.put("remaining", lot.remaining().toBigDecimal());
    view.put("issuedAt", lot.issuedAt().toString());
    view.put("activatesAt", lot.activatesAt().toString());
    view.put("expiresAt", lot.expiresAt() == null ? null : lot.expiresAt().toString());
    return view;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
