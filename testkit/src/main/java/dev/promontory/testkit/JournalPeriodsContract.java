package dev.promontory.testkit;

import static dev.promontory.testkit.JournalWords.plain;
import static dev.promontory.testkit.Rewards.NOW;
import static dev.promontory.testkit.Rewards.fresh;
import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.account.Account;
import dev.promontory.app.ShowExpiring;
import dev.promontory.app.ShowOverview;
import dev.promontory.grant.Calendar;
import dev.promontory.grant.Calendar.Period;
import dev.promontory.journal.Overview.Movement;
import dev.promontory.journal.Periods;
import dev.promontory.ledger.BalanceKey;
import dev.promontory.ledger.Source;
import dev.promontory.store.Transactions;
import dev.promontory.testkit.Ledgers.Moment;
import dev.promontory.wallet.Wallet;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// How every journal cuts time into the account's days, weeks and months.
public abstract class JournalPeriodsContract {
  private static final Instant EVER = Instant.parse("2030-01-01T00:00:00Z");

  private Ledgers ledgers;
  private Wallet wallet;
  private BalanceKey ann;

  /// The stores under test.
  protected abstract Transactions transactions();

  /// An account of the stores under test, in the zone Europe/Berlin, whose weeks start on Monday.
  protected abstract Account account();

  @BeforeEach
  void wallet() {
    ledgers = new Ledgers(transactions(), account());
    wallet = new Rewards(transactions(), account()).wallet();
    ann = new BalanceKey(wallet.id(), fresh());
  }

  @Test
  void s2_1_a_series_is_cut_by_the_accounts_days_where_clocks_are_put_forward() {
    credit("2026-03-28T22:59:59.999Z", "1");
    credit("2026-03-28T23:00:00Z", "2");
    credit("2026-03-29T21:59:59.999Z", "4");
    credit("2026-03-29T22:00:00Z", "8");
    var from = Instant.parse("2026-03-27T23:00:00Z");
    var to = Instant.parse("2026-03-31T22:00:00Z");

    assertThat(series(from, to, Period.DAY))
        .containsExactly("2026-03-28 1", "2026-03-29 6", "2026-03-30 8", "2026-03-31 0");
    assertThat(series(from, to, Period.WEEK)).containsExactly("2026-03-23 7", "2026-03-30 8");
    assertThat(series(from, to, Period.MONTH)).containsExactly("2026-03-01 15");
  }

  @Test
  void what_is_reversed_while_it_is_promised_was_never_issued() {
    long credit = ledgers.credit(Moment.of(ann, Source.CAMPAIGN, NOW), "100", 7, 0);
    ledgers.reverse(Moment.of(ann, Source.MANUAL, NOW.plusSeconds(1)), credit);

    var periods = Periods.one(NOW, EVER, calendar(Period.DAY));
    var overview = new ShowOverview(transactions()).show(wallet, periods, EVER);

    assertThat(plain(overview.total().issuedInAll())).isEqualTo("0");
    assertThat(plain(overview.total().unpromised())).isEqualTo("100");
    assertThat(plain(overview.now().promised())).isEqualTo("0");
  }

  @Test
  void points_expire_on_the_last_day_on_which_they_can_be_used() {
    var bob = new BalanceKey(wallet.id(), fresh());
    // Midnight at the end of 4 March in Berlin, where NOW is 3 March, 23:20.
    ledgers.credit(Moment.of(ann, Source.API, Instant.parse("2026-03-03T23:00:00Z")), "10", 0, 1);
    ledgers.credit(
        Moment.of(ann, Source.API, Instant.parse("2026-03-03T23:00:00.001Z")), "20", 0, 1);
    ledgers.credit(Moment.of(bob, Source.API, Instant.parse("2026-03-03T23:01:00Z")), "5", 1, 1);
    ledgers.credit(Moment.of(bob, Source.API, Instant.parse("2026-03-03T23:02:00Z")), "7", 0, 30);
    ledgers.credit(Moment.of(bob, Source.API, Instant.parse("2026-03-03T23:02:00Z")), "9");
    var now = Instant.parse("2026-03-03T23:03:00Z");

    assertThat(expiring(null, now, "2026-03-06T23:00:00Z"))
        .containsExactly("2026-03-04 10+0", "2026-03-05 20+0", "2026-03-06 0+5");
    assertThat(expiring(ann.user(), now, "2026-03-06T23:00:00Z"))
        .containsExactly("2026-03-04 10+0", "2026-03-05 20+0");
    assertThat(expiring(ann.user(), now, "2026-03-04T23:00:00Z"))
        .containsExactly("2026-03-04 10+0");
    assertThat(expiring(null, Instant.parse("2026-03-04T23:00:00Z"), "2026-03-06T23:00:00Z"))
        .containsExactly("2026-03-05 20+0", "2026-03-06 0+5");
    assertThat(expiring(null, Instant.parse("2026-03-04T23:01:00Z"), "2026-03-06T23:00:00Z"))
        .containsExactly("2026-03-06 5+0");
  }

  private void credit(String at, String points) {
    ledgers.credit(Moment.of(ann, Source.API, Instant.parse(at)), points);
  }

  private Calendar calendar(Period period) {
    return new Calendar(period, account().zone(), account().weekStart());
  }

  private List<String> series(Instant from, Instant to, Period period) {
    var periods = Periods.of(from, to, calendar(period));
    var movements = new ShowOverview(transactions()).show(wallet, periods, EVER).periods();
    return periods.firstDays().stream()
        .map(day -> day + " " + plain(issued(movements.get(periods.firstDays().indexOf(day)))))
        .toList();
  }

  private static BigDecimal issued(Movement movement) {
    return movement.issuedInAll();
  }

  private List<String> expiring(@Nullable Long user, Instant now, String to) {
    var periods = Periods.of(now, Instant.parse(to), calendar(Period.DAY));
    return new ShowExpiring(transactions())
        .show(wallet, user, periods, now).stream()
            .map(day -> day.day() + " " + plain(day.active()) + "+" + plain(day.promised()))
            .toList();
  }
}
