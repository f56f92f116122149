package dev.promontory.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.time.Span;
import dev.promontory.time.Span.Unit;
import dev.promontory.wallet.WalletExpiry;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValidityTest {
  private static final WalletExpiry NEVER = new WalletExpiry.Never();

  @ParameterizedTest(name = "{0} + {1} {2} in {3} is {4}")
  @CsvSource({
    // W6, W7
    "2026-03-03T22:20, 3, DAY, UTC, 2026-03-06T22:20",
    "2026-03-03T22:20, 7, DAY, Asia/Kolkata, 2026-03-10T22:20",
    // Ends of months and leap days (S2.4)
    "2026-01-31T10:00, 1, MONTH, UTC, 2026-02-28T10:00",
    "2028-01-31T10:00, 1, MONTH, UTC, 2028-02-29T10:00",
    "2028-02-29T10:00, 1, YEAR, UTC, 2029-02-28T10:00",
    "2028-02-29T10:00, 4, YEAR, UTC, 2032-02-29T10:00",
    "2026-08-31T23:59, 1, MONTH, UTC, 2026-09-30T23:59",
    // Days of 23 and 25 hours keep the time of day; hours don't
    "2026-03-07T12:00, 1, DAY, America/New_York, 2026-03-08T12:00",
    "2026-03-07T12:00, 24, HOUR, America/New_York, 2026-03-08T13:00",
    "2026-10-31T12:00, 1, DAY, America/New_York, 2026-11-01T12:00",
    "2026-10-31T12:00, 24, HOUR, America/New_York, 2026-11-01T11:00",
    // A time of day that is skipped moves forward by the gap
    "2026-03-07T02:30, 1, DAY, America/New_York, 2026-03-08T03:30",
  })
  void s2_4_spans_are_steps_in_the_calendar_of_the_zone(
      LocalDateTime issued, int amount, Unit unit, String zone, LocalDateTime expected) {
    var there = ZoneId.of(zone);
    var validity = new Validity(new Span(amount, unit), null);

    var life = validity.from(issued.atZone(there).toInstant(), NEVER, there);

    assertThat(life.activatesAt()).isEqualTo(expected.atZone(there).toInstant());
    assertThat(life.expiresAt()).isNull();
  }

  @ParameterizedTest(name = "{1} years from {0}, issue year counted: {2}, end with {3}")
  @CsvSource({
    // W14
    "2025-03-10, 1, false, 2026",
    "2025-03-10, 1, true, 2025",
    // W15
    "2025-12-31, 2, false, 2027",
    "2026-01-01, 2, false, 2028",
    "2025-12-31, 2, true, 2026",
  })
  void s2_6_calendar_years_end_with_december_in_the_accounts_zone(
      LocalDate issued, int years, boolean countIssueYear, int lastYear) {
    var kolkata = ZoneId.of("Asia/Kolkata");
    var expiry = new WalletExpiry.CalendarYears(years, countIssueYear);
    var noon = issued.atTime(0, 30).atZone(kolkata).toInstant();

    var life = Validity.OF_WALLET.from(noon, expiry, kolkata);

    assertThat(life.expiresAt())
        .isEqualTo(LocalDate.of(lastYear + 1, 1, 1).atStartOfDay(kolkata).toInstant());
  }

  @Test
  void p24_s2_7_expiry_is_counted_from_activation() {
    var issued = Instant.parse("2026-03-03T10:00:00Z");
    var validity =
        new Validity(new Span(7, Unit.DAY), new WalletExpiry.After(new Span(30, Unit.DAY)));

    var life = validity.from(issued, NEVER, ZoneId.of("UTC"));

    assertThat(life.activatesAt()).isEqualTo("2026-03-10T10:00:00Z");
    assertThat(life.expiresAt()).isEqualTo("2026-04-09T10:00:00Z");
  }

  @Test
  void s2_7_the_wallets_calendar_year_is_that_of_activation() {
    var newYearsEve = Instant.parse("2026-12-31T12:00:00Z");
    var validity = new Validity(new Span(1, Unit.DAY), null);

    var life =
        validity.from(newYearsEve, new WalletExpiry.CalendarYears(1, true), ZoneId.of("UTC"));

    assertThat(life.expiresAt()).isEqualTo("2028-01-01T00:00:00Z");
  }

  @Test
  void s2_5_a_last_day_ends_at_its_midnight_even_where_midnight_is_skipped() {
    // Clocks in Beirut go from 00:00 to 01:00 on 29 March 2026.
    var beirut = ZoneId.of("Asia/Beirut");
    var expiry = new WalletExpiry.OnDay(LocalDate.parse("2026-03-28"));

    var life = new Validity(null, expiry).from(Instant.EPOCH, NEVER, beirut);

    assertThat(life.expiresAt()).isEqualTo("2026-03-28T22:00:00Z");
  }
}
