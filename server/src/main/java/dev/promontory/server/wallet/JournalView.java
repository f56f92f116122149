package dev.promontory.server.wallet;

import dev.promontory.journal.Expiring;
import dev.promontory.journal.Figures;
import dev.promontory.journal.LineType;
import dev.promontory.journal.Overview;
import dev.promontory.journal.Overview.Movement;
import dev.promontory.journal.Periods;
import dev.promontory.ledger.LedgerLine;
import dev.promontory.ledger.Source;
import dev.promontory.points.Points;
import dev.promontory.server.http.Json;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Transactions and reports as the management API shows them.
final class JournalView {
  private JournalView() {}

  /// A source in one word.
  static String word(Source source) {
    return switch (source) {
      case API -> "api";
      case CAMPAIGN -> "campaign";
      case MANUAL -> "manual";
      case CASHBACK_COUPON -> "cashback";
      case SYSTEM -> "system";
    };
  }

  /// @param identity by which apps know the user, or null if nobody does any more
  static Map<String, Object> line(LedgerLine line, Instant now, @Nullable String identity) {
    var entry = line.entry();
    var note = entry.note();
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("transactionId", entry.id());
    view.put("identity", identity);
    view.put("user", entry.key().user());
    view.put("type", LineType.of(line, now).word());
    view.put("source", word(entry.source()));
    view.put("points", entry.points().toBigDecimal());
    view.put("activeChange", change(entry.change().active()));
    view.put("promisedChange", change(entry.change().promised()));
    view.put("heldChange", change(entry.change().held()));
    view.put("activeAfter", entry.after().active().toBigDecimal());
    view.put("promisedAfter", entry.after().promised().toBigDecimal());
    view.put("heldAfter", entry.after().held().toBigDecimal());
    view.put("at", entry.at().toString());
    view.put("description", entry.description());
    view.put("orderId", note.orderId());
    view.put("saleAmount", note.saleAmount());
    view.put("saleChannel", note.saleChannel());
    view.put("locationId", note.locationId());
    view.put("metadata", metadata(note.metadataJson()));
    view.put("campaignId", note.campaignId());
    view.put("relatedId", entry.relatedId());
    view.put("shortfall", entry.shortfall().toBigDecimal());
    view.put("hash", entry.hash().toString());
    return view;
  }

  private static BigDecimal change(long thousandths) {
    return Points.shown(BigDecimal.valueOf(thousandths, Points.SCALE));
  }

  private static @Nullable JsonNode metadata(@Nullable String json) {
    return json == null ? null : Json.parse(json.getBytes(StandardCharsets.UTF_8));
  }

  static Map<String, Object> figures(Figures figures) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("active", Points.shown(figures.active()));
    view.put("promised", Points.shown(figures.promised()));
    view.put("held", Points.shown(figures.held()));
    view.put("credited", Points.shown(figures.credited()));
    view.put("expired", Points.shown(figures.expired()));
    view.put("redeemed", Points.shown(figures.redeemed()));
    view.put("removed", Points.shown(figures.removed()));
    return view;
  }

  /// What is there now, and what came and went in all periods.
  static Map<String, Object> overview(Overview overview, Periods periods) {
    var now = overview.now();
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("active", Points.shown(now.active()));
    view.put("promised", Points.shown(now.promised()));
    view.put("held", Points.shown(now.held()));
    view.put("from", periods.from().toString());
    view.put("to", periods.to().toString());
    view.putAll(movement(overview.total()));
    return view;
  }

  /// What came and went in each period.
  static List<Map<String, Object>> series(Overview overview, Periods periods) {
    return IntStream.range(0, periods.size())
        .mapToObj(
            i -> {
              Map<String, Object> view = new LinkedHashMap<>();
              view.put("from", periods.firstDays().get(i).toString());
              view.putAll(movement(overview.periods().get(i)));
              return view;
            })
        .toList();
  }

  private static Map<String, Object> movement(Movement movement) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("issued", issued(movement));
    view.put("expired", Points.shown(movement.expired()));
    view.put("redeemed", Points.shown(movement.redeemed()));
    view.put("removed", Points.shown(movement.removed()));
    Map<String, Object> reversed = new LinkedHashMap<>();
    reversed.put("active", Points.shown(movement.reversed()));
    reversed.put("promised", Points.shown(movement.unpromised()));
    reversed.put("shortfall", Points.shown(movement.shortfall()));
    view.put("reversed", reversed);
    view.put("refunded", Points.shown(movement.refunded()));
    view.put("reinstated", Points.shown(movement.reinstated()));
    return view;
  }

  /// `other` is there only if there is anything whose source is none of the four.
  private static Map<String, Object> issued(Movement movement) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("total", Points.shown(movement.issuedInAll()));
    view.put("campaigns", issued(movement, Source.CAMPAIGN));
    view.put("api", issued(movement, Source.API));
    view.put("manual", issued(movement, Source.MANUAL));
    view.put("cashback", issued(movement, Source.CASHBACK_COUPON));
    var other = issued(movement, Source.SYSTEM);
    if (other.signum() != 0) {
      view.put("other", other);
    }
    return view;
  }

  private static BigDecimal issued(Movement movement, Source source) {
    return Points.shown(movement.issued().getOrDefault(source, BigDecimal.ZERO));
  }

  static Map<String, Object> expiring(Expiring expiring) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("day", expiring.day().toString());
    view.put("points", Points.shown(expiring.active().add(expiring.promised())));
    view.put("active", Points.shown(expiring.active()));
    view.put("promised", Points.shown(expiring.promised()));
    return view;
  }
}
