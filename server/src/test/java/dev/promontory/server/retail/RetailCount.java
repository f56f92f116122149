package dev.promontory.server.retail;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What the file says, computed line by line. Shares nothing with the engine, nor with
/// [RetailRecords].
record RetailCount(List<InvoiceLine> lines) {

  /// Everybody.
  Set<String> customers() {
    return lines.stream().map(InvoiceLine::customer).collect(Collectors.toCollection(TreeSet::new));
  }

  /// The customers of each country: the one on a customer's last line.
  Map<String, Set<String>> byCountry() {
    var last = new HashMap<String, String>();
    lines.forEach(line -> last.put(line.customer(), line.country()));
    var customers = new TreeMap<String, Set<String>>();
    last.forEach((who, where) -> customers.computeIfAbsent(where, _ -> new TreeSet<>()).add(who));
    return customers;
  }

  /// Customers with this many invoices or more between two days, both included.
  Set<String> purchasedAtLeast(int times, LocalDate first, LocalDate last) {
    var invoices = new HashMap<String, Set<String>>();
    for (var line : lines) {
      if (!line.isCancellation() && isFrom(line, first) && isUntil(line, last)) {
        invoices.computeIfAbsent(line.customer(), _ -> new HashSet<>()).add(line.invoice());
      }
    }
    invoices.values().removeIf(each -> each.size() < times);
    return new TreeSet<>(invoices.keySet());
  }

  /// Customers whose invoices from a day on come to this much or more. Cancellations take nothing
  /// off.
  Set<String> spentAtLeast(BigDecimal amount, LocalDate first) {
    var sums = new HashMap<String, BigDecimal>();
    for (var line : lines) {
      if (!line.isCancellation() && isFrom(line, first)) {
        sums.merge(line.customer(), line.amount(), BigDecimal::add);
      }
    }
    sums.values().removeIf(sum -> sum.compareTo(amount) < 0);
    return new TreeSet<>(sums.keySet());
  }

  /// Customers who bought, the last time before or on a day.
  Set<String> neverAgainAfter(LocalDate day) {
    var last = new HashMap<String, LocalDateTime>();
    for (var line : lines) {
      if (!line.isCancellation()) {
        last.merge(line.customer(), line.at(), (a, b) -> a.isAfter(b) ? a : b);
      }
    }
    last.values().removeIf(at -> at.toLocalDate().isAfter(day));
    return new TreeSet<>(last.keySet());
  }

  private static boolean isFrom(InvoiceLine line, LocalDate day) {
    return !line.at().isBefore(day.atStartOfDay());
  }

  private static boolean isUntil(InvoiceLine line, LocalDate day) {
    return line.at().isBefore(day.plusDays(1).atStartOfDay());
  }
}
