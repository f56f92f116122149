package dev.promontory.testkit.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.account.Account;
import dev.promontory.ledger.BalanceKey;
import dev.promontory.ledger.Entry;
import dev.promontory.ledger.EntryType;
import dev.promontory.ledger.LedgerCommand;
import dev.promontory.ledger.LedgerCommand.Capture;
import dev.promontory.ledger.LedgerCommand.Credit;
import dev.promontory.ledger.LedgerCommand.Debit;
import dev.promontory.ledger.LedgerCommand.Head;
import dev.promontory.ledger.LedgerCommand.Refund;
import dev.promontory.ledger.LedgerCommand.Release;
import dev.promontory.ledger.LedgerCommand.Reserve;
import dev.promontory.ledger.LedgerCommand.Reverse;
import dev.promontory.ledger.LedgerOutcome.Posted;
import dev.promontory.ledger.LedgerOutcome.Refused;
import dev.promontory.ledger.Note;
import dev.promontory.ledger.Source;
import dev.promontory.ledger.Validity;
import dev.promontory.points.Points;
import dev.promontory.points.Rounding;
import dev.promontory.time.Span;
import dev.promontory.wallet.Wallet;
import dev.promontory.wallet.Wallet.Consumption;
import dev.promontory.wallet.WalletExpiry;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What S2 and S6 say of wallets, with numbers worked out by hand.
class WorkedExamplesTest {
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final Account ACCOUNT = new Account(1, "shop", NEW_YORK, DayOfWeek.MONDAY);
  private static final long USER = 5;

  private MemoryBooks books = books(new WalletExpiry.Never(), Consumption.EARLIEST_EXPIRY, 7);
  private Instant now = at("2026-03-03T22:20");

  @AfterEach
  void books_are_sound() {
    assertThat(books.broken()).isEmpty();
  }

  @Test
  void w22_a_promised_award_that_is_reversed_never_becomes_active() {
    long award = credit("100", new Validity(days(7), null));

    assertThat(told(new Reverse(head(), List.of(award), points("60"))))
        .isEqualTo("60 moved, 0 short, 0 active, 40 promised, 0 held");
    now = at("2026-03-10T22:20");

    assertThat(figures()).isEqualTo("40 active, 0 promised, 0 held, 40 credited, 0 redeemed");
    assertThat(told(new Reverse(head(), List.of(award), points("41")))).isEqualTo("MORE_THAN_LEFT");
    assertThat(told(new Reverse(head(), List.of(award), null)))
        .isEqualTo("40 moved, 0 short, 0 active, 0 promised, 0 held");
    assertThat(told(new Reverse(head(), List.of(award), null))).isEqualTo("NOTHING_LEFT");
  }

  @Test
  void w23_what_a_reversal_does_not_find_is_a_shortfall_and_no_debt() {
    long award = credit("100", Validity.OF_WALLET);
    debit("60");

    assertThat(told(new Reverse(head(), List.of(award), null)))
        .isEqualTo("40 moved, 60 short, 0 active, 0 promised, 0 held");

    assertThat(figures()).isEqualTo("0 active, 0 promised, 0 held, 60 credited, 60 redeemed");
    credit("10", Validity.OF_WALLET);
    assertThat(figures()).isEqualTo("10 active, 0 promised, 0 held, 70 credited, 60 redeemed");
  }

  @Test
  void w23_a_reversal_takes_from_its_own_lot_first_and_then_from_others() {
    long award = credit("100", expiring("2026-03-20"));
    credit("50", expiring("2026-04-01"));
    credit("30", Validity.OF_WALLET);
    debit("40");

    // 60 of its own are left; the other 40 come from the lot that would be spent next.
    assertThat(told(new Reverse(head(), List.of(award), null)))
        .isEqualTo("100 moved, 0 short, 40 active, 0 promised, 0 held");

    assertThat(lots()).containsExactly("10 until 2026-04-02T04:00:00Z", "30 until null");
  }

  @Test
  void w24_a_refund_restores_the_lots_with_the_expiry_they_had() {
    credit("50", expiring("2026-04-30"));
    credit("100", expiring("2026-12-31"));
    long spending = debit("60");

    assertThat(told(new Refund(head(), List.of(spending), null)))
        .isEqualTo("60 moved, 0 short, 150 active, 0 promised, 0 held");

    assertThat(lots())
        .containsExactly("50 until 2026-05-01T04:00:00Z", "100 until 2027-01-01T05:00:00Z");
    assertThat(told(new Refund(head(), List.of(spending), points("1")))).isEqualTo("NOTHING_LEFT");
  }

  @Test
  void w24_a_part_that_is_refunded_is_what_would_have_been_drawn_last() {
    credit("50", expiring("2026-04-30"));
    credit("100", expiring("2026-12-31"));
    long spending = debit("60");

    told(new Refund(head(), List.of(spending), points("25")));

    assertThat(lots())
        .containsExactly("15 until 2026-05-01T04:00:00Z", "100 until 2027-01-01T05:00:00Z");
    assertThat(told(new Refund(head(), List.of(spending), points("36"))))
        .isEqualTo("MORE_THAN_LEFT");
  }

  @Test
  void s6_a_lot_that_has_expired_since_lives_for_the_grace_after_a_refund() {
    credit("50", expiring("2026-03-05"));
    long spending = debit("20");
    // 30 expire at the end of 5 March; in the grace the clocks go forward.
    now = at("2026-03-07T12:00");

    assertThat(told(new Refund(head(), List.of(spending), null)))
        .isEqualTo("20 moved, 0 short, 20 active, 0 promised, 0 held");

    assertThat(lots()).containsExactly("20 until 2026-03-14T16:00:00Z");
    now = at("2026-03-14T12:00");
    assertThat(figures()).isEqualTo("0 active, 0 promised, 0 held, 50 credited, 0 redeemed");
  }

  @Test
  void s6_without_a_grace_what_has_expired_since_expires_again_at_once() {
    books = books(new WalletExpiry.Never(), Consumption.EARLIEST_EXPIRY, 0);
    credit("50", expiring("2026-03-05"));
    long spending = debit("20");
    now = at("2026-03-07T12:00");

    assertThat(told(new Refund(head(), List.of(spending), null)))
        .isEqualTo("20 moved, 0 short, 0 active, 0 promised, 0 held");

    assertThat(books.entries)
        .extracting(Entry::type)
        .endsWith(EntryType.EXPIRY, EntryType.REFUND, EntryType.EXPIRY);
    assertThat(books.entries.getLast().at()).isEqualTo(now);
  }

  @Test
  void s6_points_that_are_held_cannot_expire_and_do_so_when_they_are_released() {
    credit("50", expiring("2026-03-05"));
    long hold = reserve("20", Duration.ofDays(30));
    now = at("2026-03-07T12:00");

    assertThat(figures()).isEqualTo("0 active, 0 promised, 20 held, 50 credited, 0 redeemed");
    assertThat(told(new Capture(head(), hold, points("15"))))
        .isEqualTo("15 moved, 0 short, 0 active, 0 promised, 0 held");

    assertThat(figures()).isEqualTo("0 active, 0 promised, 0 held, 50 credited, 15 redeemed");
    assertThat(books.entries.getLast().type()).isEqualTo(EntryType.EXPIRY);
    assertThat(books.entries.getLast().at()).isEqualTo(now);
    assertThat(told(new Release(head(), hold))).isEqualTo("HOLD_ENDED");
  }

  @Test
  void s6_a_hold_ends_by_itself_at_its_instant() {
    credit("50", Validity.OF_WALLET);
    long hold = reserve("20", Duration.ofMinutes(15));
    var until = now.plus(Duration.ofMinutes(15));

    assertThat(told(new Debit(head(), points("31")))).isEqualTo("INSUFFICIENT_POINTS");
    now = until.minusMillis(1);
    assertThat(figures()).isEqualTo("30 active, 0 promised, 20 held, 50 credited, 0 redeemed");
    now = until;
    assertThat(figures()).isEqualTo("50 active, 0 promised, 0 held, 50 credited, 0 redeemed");
    assertThat(told(new Capture(head(), hold, null))).isEqualTo("HOLD_ENDED");
    assertThat(books.entries.getLast().type()).isEqualTo(EntryType.RELEASE);
    assertThat(books.entries.getLast().at()).isEqualTo(until);
  }

  @Test
  void s6_a_capture_can_be_refunded_as_a_debit_can() {
    credit("50", expiring("2026-04-30"));
    long hold = reserve("20", Duration.ofMinutes(15));
    assertThat(told(new Capture(head(), hold, points("21")))).isEqualTo("MORE_THAN_LEFT");
    long capture = posted(new Capture(head(), hold, points("12")));
    assertThat(figures()).isEqualTo("38 active, 0 promised, 0 held, 50 credited, 12 redeemed");

    assertThat(told(new Refund(head(), List.of(capture), points("5"))))
        .isEqualTo("5 moved, 0 short, 43 active, 0 promised, 0 held");
    assertThat(figures()).isEqualTo("43 active, 0 promised, 0 held, 50 credited, 7 redeemed");
  }

  @Test
  void s6_what_a_person_took_away_is_reinstated_and_not_refunded() {
    credit("50", Validity.OF_WALLET);
    long removal = posted(new Debit(head(Source.MANUAL), points("20")));
    assertThat(books.find(USER).balance().removed()).isEqualTo(points("20"));

    told(new Refund(head(), List.of(removal), points("5")));

    assertThat(books.find(USER).balance().removed()).isEqualTo(points("15"));
    assertThat(books.entries.getLast().type()).isEqualTo(EntryType.REINSTATEMENT);
  }

  @Test
  void s6_a_merge_moves_lots_with_their_lives_and_old_spendings_can_be_refunded() {
    credit("50", expiring("2026-04-30"));
    long spending = debit("20");

    books.merge(USER, 6, now);

    assertThat(figures()).isEqualTo("0 active, 0 promised, 0 held, 0 credited, 0 redeemed");
    assertThat(told(new Refund(head(), List.of(spending), null)))
        .isEqualTo("20 moved, 0 short, 50 active, 0 promised, 0 held");
    assertThat(Figures.of(books.find(6)))
        .contains("50 0 0 50 0 0 0", "[50 ACTIVE until 2026-05-01T04:00:00Z]");
  }

  @Test
  void s2_9_a_changed_order_counts_for_future_debits() {
    credit("100", expiring("2026-12-31"));
    now = now.plusSeconds(1);
    credit("50", expiring("2026-04-30"));
    debit("10");
    books.change(Wallets.with(books.wallet(), Consumption.EARLIEST_ISSUANCE));
    debit("10");

    assertThat(lots())
        .containsExactly("40 until 2026-05-01T04:00:00Z", "90 until 2027-01-01T05:00:00Z");
  }

  @Test
  void w14_w15_calendar_years_end_in_the_accounts_zone_whatever_the_clock_of_utc_says() {
    books = books(new WalletExpiry.CalendarYears(1, false), Consumption.EARLIEST_EXPIRY, 7);
    now = at("2025-03-10T12:00");
    credit("1", Validity.OF_WALLET);
    credit("2", new Validity(null, new WalletExpiry.CalendarYears(1, true)));
    // In UTC it is 2026 already.
    now = at("2025-12-31T23:30");
    credit("3", new Validity(null, new WalletExpiry.CalendarYears(2, false)));

    assertThat(lots())
        .containsExactly(
            "2 until 2026-01-01T05:00:00Z",
            "1 until 2027-01-01T05:00:00Z",
            "3 until 2028-01-01T05:00:00Z");
  }

  @Test
  void s2_4_leap_days_ends_of_months_and_days_on_which_clocks_change() {
    now = at("2028-01-31T10:00");
    credit("1", new Validity(null, new WalletExpiry.After(new Span(1, Span.Unit.MONTH))));
    now = at("2028-02-29T10:00");
    credit("2", new Validity(null, new WalletExpiry.After(new Span(1, Span.Unit.YEAR))));
    // A day of 23 hours, and one of 25.
    now = at("2028-03-11T12:00");
    credit("3", new Validity(null, new WalletExpiry.After(days(1))));
    now = at("2028-11-04T12:00");
    credit("4", new Validity(null, new WalletExpiry.After(days(1))));

    assertThat(books.lots.values())
        .extracting(lot -> String.valueOf(lot.expiresAt()))
        .containsExactly(
            "2028-02-29T15:00:00Z",
            "2029-02-28T15:00:00Z",
            "2028-03-12T16:00:00Z",
            "2028-11-05T17:00:00Z");
  }

  private long credit(String points, Validity validity) {
    return posted(new Credit(head(), points(points), validity));
  }

  private long debit(String points) {
    return posted(new Debit(head(), points(points)));
  }

  private long reserve(String points, Duration lasting) {
    return posted(new Reserve(head(), points(points), lasting));
  }

  private long posted(LedgerCommand command) {
    return ((Posted) books.post(command, now)).transactionId();
  }

  private String told(LedgerCommand command) {
    return switch (books.post(command, now)) {
      case Refused refused -> refused.refusal().name();
      case Posted posted ->
          "%s moved, %s short, %s active, %s promised, %s held"
              .formatted(
                  text(posted.moved()),
                  text(posted.shortfall()),
                  text(posted.active()),
                  text(posted.promised()),
                  text(posted.held()));
    };
  }

  private String figures() {
    var balance = books.find(USER).asOf(now).balance();
    return "%s active, %s promised, %s held, %s credited, %s redeemed"
        .formatted(
            text(balance.active()),
            text(balance.promised()),
            text(balance.held()),
            text(balance.credited()),
            text(balance.redeemed()));
  }

  /// What is left of lots, in order of their ends.
  private List<String> lots() {
    return books.find(USER).lots().stream()
        .filter(lot -> !lot.remaining().isZero())
        .sorted((one, other) -> end(one.expiresAt()).compareTo(end(other.expiresAt())))
        .map(lot -> text(lot.remaining()) + " until " + lot.expiresAt())
        .toList();
  }

  private static Instant end(@Nullable Instant instant) {
    return instant == null ? Instant.MAX : instant;
  }

  private static Validity expiring(String lastDay) {
    return new Validity(null, new WalletExpiry.OnDay(LocalDate.parse(lastDay)));
  }

  private static Head head() {
    return head(Source.API);
  }

  private static Head head(Source source) {
    return new Head(0, ACCOUNT, new BalanceKey(1000, USER), source, Note.NONE);
  }

  private static Instant at(String local) {
    return LocalDateTime.parse(local).atZone(NEW_YORK).toInstant();
  }

  private static Span days(int days) {
    return new Span(days, Span.Unit.DAY);
  }

  private static Points points(String decimal) {
    return Points.of(new BigDecimal(decimal));
  }

  private static String text(Points points) {
    return points.toBigDecimal().toPlainString();
  }

  private static MemoryBooks books(WalletExpiry expiry, Consumption consumption, int graceDays) {
    return new MemoryBooks(
        new Wallet(
            1000,
            1,
            "Wallet",
            "Coins",
            expiry,
            consumption,
            new Rounding(0, Rounding.Mode.UP),
            Wallet.Status.ACTIVE,
            null,
            graceDays,
            Instant.EPOCH),
        ACCOUNT);
  }
}
