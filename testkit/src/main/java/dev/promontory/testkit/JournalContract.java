package dev.promontory.testkit;

import static dev.promontory.testkit.JournalWords.plain;
import static dev.promontory.testkit.Rewards.NOW;
import static dev.promontory.testkit.Rewards.fresh;
import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.account.Account;
import dev.promontory.app.MergeUsers;
import dev.promontory.app.ShowOverview;
import dev.promontory.app.ShowStatement;
import dev.promontory.grant.Calendar;
import dev.promontory.grant.Calendar.Period;
import dev.promontory.journal.Overview;
import dev.promontory.journal.Periods;
import dev.promontory.journal.Statement;
import dev.promontory.ledger.BalanceKey;
import dev.promontory.ledger.EntryType;
import dev.promontory.ledger.Source;
import dev.promontory.store.Transactions;
import dev.promontory.testkit.Ledgers.Moment;
import dev.promontory.wallet.Wallet;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every journal must tell: figures as of any instant, statements, overviews and what expires.
public abstract class JournalContract {
  private static final Instant EVER = Instant.parse("2030-01-01T00:00:00Z");

  private Rewards rewards;
  private Ledgers ledgers;
  private Wallet wallet;
  private BalanceKey ann;

  /// The stores under test.
  protected abstract Transactions transactions();

  /// An account of the stores under test, in the zone Europe/Berlin, whose weeks start on Monday.
  protected abstract Account account();

  @BeforeEach
  void wallet() {
    rewards = new Rewards(transactions(), account());
    ledgers = new Ledgers(transactions(), account());
    wallet = rewards.wallet();
    ann = new BalanceKey(wallet.id(), fresh());
  }

  /// Issued 1,000, redeemed 200, removed 50, expired 100, so 650 are left (product.md 8.2, W8).
  private void course() {
    ledgers.credit(at(Source.API, "PT0S"), "600");
    ledgers.credit(at(Source.MANUAL, "PT1M"), "100", 0, 1);
    ledgers.credit(at(Source.CAMPAIGN, "PT2M"), "300", 2, 0);
  }

  private void courseToItsEnd() {
    course();
    ledgers.debit(at(Source.API, "PT72H"), "200");
    ledgers.debit(at(Source.MANUAL, "PT72H"), "50");
  }

  @Test
  void w8_active_is_issued_less_redeemed_removed_and_expired() {
    courseToItsEnd();

    var overview = overview(after("PT73H"));

    assertThat(overview.now().active()).isEqualByComparingTo("650");
    assertThat(overview.now().promised()).isEqualByComparingTo("0");
    assertThat(overview.total())
        .returns("1000", total -> plain(total.issuedInAll()))
        .returns("200", total -> plain(total.redeemed()))
        .returns("50", total -> plain(total.removed()))
        .returns("100", total -> plain(total.expired()));
    assertThat(plain(overview.total().issued()))
        .isEqualTo(Map.of(Source.API, "600", Source.MANUAL, "100", Source.CAMPAIGN, "300"));
  }

  @Test
  void s2_10_the_overview_is_right_though_nothing_was_posted_for_days() {
    course();

    var before = overview(after("PT23H"));
    var after = overview(after("PT48H2M"));

    assertThat(plain(before.now().active())).isEqualTo("700");
    assertThat(plain(before.now().promised())).isEqualTo("300");
    assertThat(plain(before.total().issuedInAll())).isEqualTo("700");
    assertThat(plain(after.now().active())).isEqualTo("900");
    assertThat(plain(after.now().promised())).isEqualTo("0");
    assertThat(plain(after.total().issuedInAll())).isEqualTo("1000");
    assertThat(plain(after.total().expired())).isEqualTo("100");
  }

  @Test
  void j1_a_balance_is_told_as_of_any_instant_to_the_millisecond() {
    courseToItsEnd();

    assertThat(figures("PT-0.001S")).isEqualTo("0 0 0 | 0 0 0 0");
    assertThat(figures("PT0S")).isEqualTo("600 0 0 | 600 0 0 0");
    assertThat(figures("PT59.999S")).isEqualTo("600 0 0 | 600 0 0 0");
    assertThat(figures("PT1M")).isEqualTo("700 0 0 | 700 0 0 0");
    assertThat(figures("PT2M")).isEqualTo("700 300 0 | 700 0 0 0");
    assertThat(figures("PT24H59.999S")).isEqualTo("700 300 0 | 700 0 0 0");
    assertThat(figures("PT24H1M")).isEqualTo("600 300 0 | 700 100 0 0");
    assertThat(figures("PT48H1M59.999S")).isEqualTo("600 300 0 | 700 100 0 0");
    assertThat(figures("PT48H2M")).isEqualTo("900 0 0 | 1000 100 0 0");
    assertThat(figures("PT72H")).isEqualTo("650 0 0 | 1000 100 200 50");
    assertThat(figures("PT900H")).isEqualTo("650 0 0 | 1000 100 200 50");
  }

  @Test
  void s2_10_a_balance_as_of_an_instant_is_right_though_the_job_is_late() {
    course();

    assertThat(figures("PT24H1M")).isEqualTo("600 300 0 | 700 100 0 0");
  }

  @Test
  void j1_holds_captures_refunds_and_reversals_are_net_in_every_figure() {
    long credit = ledgers.credit(at(Source.API, "PT0S"), "100");
    long hold = ledgers.hold(at(Source.API, "PT1M"), "40", Duration.ofMinutes(59));
    assertThat(figuresThen("PT1M")).isEqualTo("60 0 40 | 100 0 0 0");
    long capture = ledgers.capture(at(Source.API, "PT2M"), hold, "30");
    assertThat(figuresThen("PT2M")).isEqualTo("70 0 0 | 100 0 30 0");
    ledgers.refund(at(Source.API, "PT3M"), capture, "20");
    assertThat(figuresThen("PT3M")).isEqualTo("90 0 0 | 100 0 10 0");
    long removal = ledgers.debit(at(Source.MANUAL, "PT4M"), "50");
    ledgers.refund(at(Source.MANUAL, "PT5M"), removal, "10");
    assertThat(figuresThen("PT5M")).isEqualTo("50 0 0 | 100 0 10 40");
    ledgers.reverse(at(Source.MANUAL, "PT6M"), credit);
    assertThat(figuresThen("PT6M")).isEqualTo("0 0 0 | 50 0 10 40");

    var total = overview(after("PT1H")).total();

    assertThat(plain(total.issued())).isEqualTo(Map.of(Source.API, "50"));
    assertThat(total)
        .returns("10", movement -> plain(movement.redeemed()))
        .returns("40", movement -> plain(movement.removed()))
        .returns("50", movement -> plain(movement.reversed()))
        .returns("0", movement -> plain(movement.unpromised()))
        .returns("50", movement -> plain(movement.shortfall()))
        .returns("20", movement -> plain(movement.refunded()))
        .returns("10", movement -> plain(movement.reinstated()));
  }

  @Test
  void points_on_hold_are_neither_active_nor_spent_in_the_overview() {
    ledgers.credit(at(Source.API, "PT0S"), "100");
    ledgers.hold(at(Source.API, "PT1M"), "40", Duration.ofMinutes(59));

    var open = overview(after("PT59M"));
    var ended = overview(after("PT1H"));

    assertThat(plain(open.now().active())).isEqualTo("60");
    assertThat(plain(open.now().held())).isEqualTo("40");
    assertThat(plain(open.total().redeemed())).isEqualTo("0");
    assertThat(plain(ended.now().active())).isEqualTo("100");
    assertThat(plain(ended.now().held())).isEqualTo("0");
  }

  @Test
  void a_period_counts_what_happened_from_its_beginning_and_before_its_end() {
    courseToItsEnd();
    var period = Periods.one(after("PT1M"), after("PT24H1M"), calendar(Period.DAY));

    var movement = overview(period, after("PT900H")).total();

    assertThat(plain(movement.issued())).isEqualTo(Map.of(Source.MANUAL, "100"));
    assertThat(plain(movement.expired())).isEqualTo("0");
  }

  @Test
  void a_statement_opens_and_closes_with_what_there_was() {
    courseToItsEnd();

    var statement = statement(after("PT1M"), after("PT72H"), 0, 100);

    assertThat(plain(statement.opening())).isEqualTo("600 0 0 | 600 0 0 0");
    assertThat(statement.lines())
        .extracting(line -> line.entry().type())
        .containsExactly(
            EntryType.CREDIT, EntryType.CREDIT, EntryType.EXPIRY, EntryType.ACTIVATION);
    assertThat(plain(statement.closing())).isEqualTo("900 0 0 | 1000 100 0 0");
    assertThat(statement.isComplete()).isTrue();
  }

  @Test
  void a_statement_comes_in_pages_with_the_same_opening_and_closing() {
    courseToItsEnd();

    var first = statement(NOW, EVER, 0, 4);
    var second = statement(NOW, EVER, 4, 4);

    assertThat(first.isComplete()).isFalse();
    assertThat(first.lines())
        .extracting(line -> line.entry().sequence())
        .containsExactly(1L, 2L, 3L, 4L);
    assertThat(second.lines())
        .extracting(line -> line.entry().sequence())
        .containsExactly(5L, 6L, 7L);
    assertThat(second.isComplete()).isTrue();
    assertThat(second.opening()).isEqualTo(first.opening());
    assertThat(second.closing()).isEqualTo(first.closing());
  }

  @Test
  void nobody_without_points_has_a_statement_of_nothing() {
    var statement = statement(NOW, EVER, 0, 10);

    assertThat(statement.lines()).isEmpty();
    assertThat(plain(statement.closing())).isEqualTo("0 0 0 | 0 0 0 0");
    assertThat(statement.isComplete()).isTrue();
  }

  @Test
  void what_came_and_went_of_a_merged_user_comes_with_the_points() {
    var bob = new BalanceKey(wallet.id(), fresh());
    ledgers.credit(at(Source.API, "PT0S"), "100");
    ledgers.debit(at(Source.API, "PT1M"), "30");
    ledgers.credit(Moment.of(bob, Source.MANUAL, after("PT2M")), "50");
    ledgers.debit(Moment.of(bob, Source.MANUAL, after("PT3M")), "10");
    var outcome =
        transactions()
            .inTransaction(
                tx -> new MergeUsers().merge(tx, account(), bob.user(), ann.user(), after("PT1H")));

    assertThat(outcome).isEqualTo(MergeUsers.Outcome.MERGED);
    assertThat(figures("PT59M")).isEqualTo("70 0 0 | 100 0 30 0");
    assertThat(figures("PT1H")).isEqualTo("110 0 0 | 150 0 30 10");
    var overview = overview(after("PT2H"));
    assertThat(plain(overview.now().active())).isEqualTo("110");
    assertThat(plain(overview.total().issuedInAll())).isEqualTo("150");
  }

  @Test
  void the_figures_of_a_wallet_are_its_own() {
    courseToItsEnd();

    var other = new ShowOverview(transactions()).show(rewards.wallet(), ever(), after("PT73H"));

    assertThat(plain(other.now().active())).isEqualTo("0");
    assertThat(plain(other.total().issuedInAll())).isEqualTo("0");
  }

  private Moment at(Source source, String later) {
    return Moment.of(ann, source, after(later));
  }

  private static Instant after(String later) {
    return NOW.plus(Duration.parse(later));
  }

  private Overview overview(Instant now) {
    return overview(ever(), now);
  }

  private Overview overview(Periods periods, Instant now) {
    return new ShowOverview(transactions()).show(wallet, periods, now);
  }

  private Periods ever() {
    return Periods.one(Instant.EPOCH, EVER, calendar(Period.DAY));
  }

  private Calendar calendar(Period period) {
    return new Calendar(period, account().zone(), account().weekStart());
  }

  private Statement statement(Instant from, Instant to, long after, int limit) {
    var page = new ShowStatement.Page(from, to, after, limit);
    return new ShowStatement(transactions())
        .show(account().number(), ann, page, after("PT73H"))
        .orElseThrow();
  }

  /// As of an instant, told much later.
  private String figures(String later) {
    return figures(after(later), after("PT1000H"));
  }

  /// As of an instant, told then.
  private String figuresThen(String later) {
    return figures(after(later), after(later));
  }

  private String figures(Instant at, Instant now) {
    return plain(
        new ShowStatement(transactions())
            .figuresAt(account().number(), ann, at, now)
            .orElseThrow());
  }
}
