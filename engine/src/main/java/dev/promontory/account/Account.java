package dev.promontory.account;

import java.time.DayOfWeek;
import java.time.ZoneId;

/// A tenant: its data is its own, and its calendar decides what "today" means.
///
/// @param number the dense number used inside, 1 and up
/// @param id the public identifier that callers send, 1 to 64 characters
/// @param zone the zone of days, weeks, months and written dates, unless a campaign names another
/// @param weekStart the first day of a calendar week
public record Account(int number, String id, ZoneId zone, DayOfWeek weekStart) {

  public Account {
    if (number < 1) {
      throw new IllegalArgumentException("an account number is 1 or more: " + number);
    }
    if (id.isBlank() || id.length() > 64) {
      throw new IllegalArgumentException("an account id has 1 to 64 characters");
    }
  }
}
