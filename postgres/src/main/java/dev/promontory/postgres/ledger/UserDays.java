package dev.promontory.postgres.ledger;

import java.time.LocalDate;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Counts by day as a text: `2026-11-23=2 2026-11-25=1`.
final class UserDays {
  private UserDays() {}

  static String encode(NavigableMap<LocalDate, Integer> days) {
    return days.entrySet().stream()
        .map(day -> day.getKey() + "=" + day.getValue())
        .collect(Collectors.joining(" "));
  }

  static NavigableMap<LocalDate, Integer> decode(String text) {
    var days = new TreeMap<LocalDate, Integer>();
    if (!text.isEmpty()) {
      for (var day : text.split(" ", -1)) {
        int sign = day.indexOf('=');
        days.put(
            LocalDate.parse(day.substring(0, sign)), Integer.parseInt(day.substring(sign + 1)));
      }
    }
    return days;
  }
}
