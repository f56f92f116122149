package dev.promontory.postgres.ledger;

import dev.promontory.time.Span;
import dev.promontory.wallet.WalletExpiry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// An expiry as the wallet table holds it; `kind` says which of the others are there.
record ExpiryColumns(
    String kind,
    @Nullable Integer amount,
    @Nullable String unit,
    @Nullable Boolean countIssueYear,
    @Nullable LocalDate day) {

  static ExpiryColumns of(WalletExpiry expiry) {
    return switch (expiry) {
      case WalletExpiry.Never _ -> new ExpiryColumns("NEVER", null, null, null, null);
      case WalletExpiry.After after ->
          new ExpiryColumns("AFTER", after.span().amount(), after.span().unit().name(), null, null);
      case WalletExpiry.CalendarYears years ->
          new ExpiryColumns("CALENDAR_YEARS", years.years(), null, years.countIssueYear(), null);
      case WalletExpiry.OnDay on -> new ExpiryColumns("ON_DAY", null, null, null, on.day());
    };
  }

  static WalletExpiry read(ResultSet row) throws SQLException {
    var kind = row.getString("expiry");
    return switch (kind) {
      case "NEVER" -> new WalletExpiry.Never();
      case "AFTER" ->
          new WalletExpiry.After(
              new Span(
                  row.getInt("expiry_amount"), Span.Unit.valueOf(row.getString("expiry_unit"))));
      case "CALENDAR_YEARS" ->
          new WalletExpiry.CalendarYears(
              row.getInt("expiry_amount"), row.getBoolean("count_issue_year"));
      case "ON_DAY" -> new WalletExpiry.OnDay(row.getObject("expires_on", LocalDate.class));
      default -> throw new IllegalStateException("no expiry is called " + kind);
    };
  }
}
