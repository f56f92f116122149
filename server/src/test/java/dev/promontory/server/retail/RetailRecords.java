package dev.promontory.server.retail;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Turns invoice lines into upload records; the package says how.
final class RetailRecords {
  private static final int MAX_ITEMS = 256;

  private RetailRecords() {}

  /// Profiles and events in the order of the invoices.
  static List<Map<String, Object>> of(List<InvoiceLine> lines) {
    var invoices = new LinkedHashMap<String, List<InvoiceLine>>();
    lines.forEach(
        line -> invoices.computeIfAbsent(line.invoice(), _ -> new ArrayList<>()).add(line));
    var countries = new HashMap<String, String>();
    var records = new ArrayList<Map<String, Object>>();
    for (var invoice : invoices.values()) {
      var first = invoice.getFirst();
      if (!first.country().equals(countries.put(first.customer(), first.country()))) {
        records.add(profile(first));
      }
      records.add(first.isCancellation() ? refunded(invoice) : charged(invoice));
    }
    return records;
  }

  private static Map<String, Object> profile(InvoiceLine line) {
    return record(line, "profile", Map.of("profileData", Map.of("Country", line.country())));
  }

  private static Map<String, Object> charged(List<InvoiceLine> lines) {
    var items = lines.stream().limit(MAX_ITEMS).map(RetailRecords::item).toList();
    var data = new LinkedHashMap<>(order(lines, sum(lines)));
    data.put("Items", items);
    return event("Charged", lines.getFirst(), data);
  }

  private static Map<String, Object> refunded(List<InvoiceLine> lines) {
    return event("Refunded", lines.getFirst(), order(lines, sum(lines).negate()));
  }

  private static Map<String, Object> order(List<InvoiceLine> lines, BigDecimal amount) {
    var first = lines.getFirst();
    return Map.of(
        "Charged ID", first.invoice(),
        "Amount", amount,
        "Country", first.country(),
        "Lines", lines.size());
  }

  private static Map<String, Object> item(InvoiceLine line) {
    var item = new LinkedHashMap<String, Object>();
    item.put("StockCode", line.stockCode());
    if (!line.description().isBlank()) {
      item.put("Description", line.description());
    }
    item.put("Quantity", line.quantity());
    item.put("UnitPrice", line.unitPrice());
    return item;
  }

  private static BigDecimal sum(List<InvoiceLine> lines) {
    return lines.stream().map(InvoiceLine::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static Map<String, Object> event(
      String name, InvoiceLine first, Map<String, Object> data) {
    return record(
        first, "event", Map.of("evtName", name, "evtData", data, "eventId", first.invoice()));
  }

  private static Map<String, Object> record(
      InvoiceLine line, String type, Map<String, Object> rest) {
    var record = new LinkedHashMap<String, Object>();
    record.put("type", type);
    record.put("identity", line.customer());
    record.put("ts", line.at().atZone(InvoiceLine.ZONE).toEpochSecond());
    record.putAll(rest);
    return record;
  }
}
