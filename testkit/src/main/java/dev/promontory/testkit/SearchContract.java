package dev.promontory.testkit;

import static dev.promontory.testkit.Rewards.NOW;
import static dev.promontory.testkit.Rewards.fresh;
import static dev.promontory.testkit.Rewards.points;
import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.account.Account;
import dev.promontory.app.SearchTransactions;
import dev.promontory.journal.JournalFilter;
import dev.promontory.journal.JournalPlace;
import dev.promontory.journal.LineType;
import dev.promontory.ledger.BalanceKey;
import dev.promontory.ledger.LedgerLine;
import dev.promontory.ledger.Note;
import dev.promontory.ledger.Source;
import dev.promontory.points.Points;
import dev.promontory.store.Transactions;
import dev.promontory.testkit.Ledgers.Moment;
import dev.promontory.wallet.Wallet;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// How transactions are found in every journal.
public abstract class SearchContract {
  private static final Instant LATER = NOW.plus(Duration.ofDays(3));

  private Ledgers ledgers;
  private Wallet wallet;
  private BalanceKey ann;
  private BalanceKey bob;

  /// The stores under test.
  protected abstract Transactions transactions();

  /// An account of the stores under test.
  protected abstract Account account();

  @BeforeEach
  void wallet() {
    ledgers = new Ledgers(transactions(), account());
    wallet = new Rewards(transactions(), account()).wallet();
    ann = new BalanceKey(wallet.id(), fresh());
    bob = new BalanceKey(wallet.id(), fresh());
  }

  /// Two credits, one of them promised, a debit with an order, a credit by hand that expires, of
  /// Ann; and a hold of Bob, years after his credit.
  private void course() {
    ledgers.credit(at(ann, Source.API, 0), "100");
    ledgers.credit(at(ann, Source.CAMPAIGN, 1), "50", 20, 0);
    ledgers.debit(new Moment(ann, Source.API, NOW.plusSeconds(2), order("o-1")), "30");
    ledgers.credit(at(ann, Source.MANUAL, 3), "20", 0, 1);
    ledgers.credit(at(bob, Source.API, -100_000_000), "70");
    ledgers.hold(at(bob, Source.API, 5), "60", Duration.ofDays(20));
  }

  @Test
  void all_transactions_of_a_wallet_come_newest_first_whoever_has_them() {
    course();

    assertThat(words(found(all())))
        .containsExactly(
            "expired 20",
            "hold 60",
            "credit 20",
            "debit 30",
            "promised 50",
            "credit 100",
            "credit 70");
  }

  @Test
  void filters_are_taken_together() {
    course();

    assertThat(words(found(all().of(bob.user())))).containsExactly("hold 60", "credit 70");
    assertThat(words(found(types(LineType.CREDIT))))
        .containsExactly("credit 20", "credit 100", "credit 70");
    assertThat(words(found(types(LineType.PROMISED)))).containsExactly("promised 50");
    assertThat(words(found(types(LineType.PROMISED, LineType.CREDIT, LineType.EXPIRED))))
        .containsExactly("expired 20", "credit 20", "promised 50", "credit 100", "credit 70");
    assertThat(words(found(filter(null, Source.MANUAL, null, null)))).containsExactly("credit 20");
    assertThat(words(found(filter(null, null, points("30"), points("60")))))
        .containsExactly("hold 60", "debit 30", "promised 50");
    assertThat(words(found(filter(ann.user(), Source.API, points("50"), null))))
        .containsExactly("credit 100");
    assertThat(words(found(between(NOW.plusSeconds(1), NOW.plusSeconds(3)))))
        .containsExactly("debit 30", "promised 50");
  }

  @Test
  void j2_a_promised_credit_is_a_credit_from_its_activation_on() {
    course();
    var activation = NOW.plusSeconds(1).plus(Duration.ofDays(20));

    assertThat(words(found(types(LineType.PROMISED), activation.minusMillis(1))))
        .containsExactly("promised 50");
    assertThat(found(types(LineType.PROMISED), activation)).isEmpty();
    assertThat(words(found(types(LineType.CREDIT), activation), activation)).contains("credit 50");
    assertThat(words(found(types(LineType.ACTIVATION), activation)))
        .containsExactly("activation 50");
  }

  @Test
  void w21_the_first_of_501_transactions_is_found_by_its_number_and_by_its_order() {
    long first = ledgers.credit(new Moment(ann, Source.API, NOW, order("first")), "1");
    for (int i = 1; i <= 500; i++) {
      ledgers.credit(at(ann, Source.API, i), "2");
    }

    var latest = found(all().of(ann.user()), null, 500);

    assertThat(latest).hasSize(500).noneMatch(line -> line.entry().id() == first);
    assertThat(ids(found(byId(first)))).containsExactly(first);
    assertThat(ids(found(byOrder("first")))).containsExactly(first);
    assertThat(found(byOrder("First"))).isEmpty();
    assertThat(found(byId(-1))).isEmpty();
  }

  @Test
  void pages_go_on_where_the_one_before_ended_though_all_have_the_same_time() {
    for (int i = 0; i < 5; i++) {
      ledgers.credit(at(ann, Source.API, 0), "1");
      ledgers.credit(at(bob, Source.API, 0), "2");
    }

    assertThat(ids(paged(all(), 3))).hasSize(10).doesNotHaveDuplicates();
    assertThat(ids(paged(all(), 3))).isEqualTo(ids(found(all())));
    assertThat(ids(paged(all().of(bob.user()), 2))).hasSize(5);
  }

  @Test
  void a_search_reaches_back_over_years_without_a_transaction() {
    ledgers.credit(Moment.of(ann, Source.API, Instant.parse("1999-12-31T23:59:59Z")), "1");
    ledgers.credit(at(ann, Source.API, 0), "2");

    assertThat(words(found(all()))).containsExactly("credit 2", "credit 1");
  }

  @Test
  void hostile_texts_come_back_as_they_were_sent() {
    var hostile = "<script>alert(1)</script>\0\uD83D & \"\u202E '; DROP TABLE entry;";
    var note =
        new Note(
            hostile,
            hostile,
            new BigDecimal("-1.5"),
            hostile,
            hostile,
            null,
            "{\"<b>\":\"\\u0000\"}");
    ledgers.credit(new Moment(ann, Source.API, NOW, note), "1");

    assertThat(found(byOrder(hostile)).getFirst().entry().note()).isEqualTo(note);
  }

  @Test
  void another_wallets_transactions_are_not_found() {
    course();
    var other = new Rewards(transactions(), account()).wallet();
    long id = ledgers.credit(at(ann, Source.API, 60), "1");

    assertThat(found(JournalFilter.all(other.id()))).isEmpty();
    assertThat(
            found(
                new JournalFilter(
                    other.id(), null, Set.of(), null, null, null, null, null, id, null)))
        .isEmpty();
    assertThat(
            new SearchTransactions(transactions())
                .search(account().number() + 1, all(), null, LATER, 10))
        .isEmpty();
  }

  private static Moment at(BalanceKey key, Source source, long seconds) {
    return Moment.of(key, source, NOW.plusSeconds(seconds));
  }

  private static Note order(String order) {
    return new Note(null, order, null, null, null, null, null);
  }

  private JournalFilter all() {
    return JournalFilter.all(wallet.id());
  }

  private JournalFilter types(LineType... types) {
    return new JournalFilter(
        wallet.id(), null, Set.of(types), null, null, null, null, null, null, null);
  }

  private JournalFilter filter(
      @Nullable Long user, @Nullable Source source, @Nullable Points min, @Nullable Points max) {
    return new JournalFilter(wallet.id(), user, Set.of(), source, null, null, min, max, null, null);
  }

  private JournalFilter between(Instant from, Instant to) {
    return new JournalFilter(wallet.id(), null, Set.of(), null, from, to, null, null, null, null);
  }

  private JournalFilter byId(long id) {
    return new JournalFilter(wallet.id(), null, Set.of(), null, null, null, null, null, id, null);
  }

  private JournalFilter byOrder(String order) {
    return new JournalFilter(
        wallet.id(), null, Set.of(), null, null, null, null, null, null, order);
  }

  private List<LedgerLine> found(JournalFilter filter) {
    return found(filter, LATER);
  }

  private List<LedgerLine> found(JournalFilter filter, Instant now) {
    return search(filter, null, now, 1000);
  }

  private List<LedgerLine> found(JournalFilter filter, @Nullable JournalPlace before, int limit) {
    return search(filter, before, LATER, limit);
  }

  private List<LedgerLine> search(
      JournalFilter filter, @Nullable JournalPlace before, Instant now, int limit) {
    return new SearchTransactions(transactions())
        .search(account().number(), filter, before, now, limit)
        .orElseThrow();
  }

  private List<LedgerLine> paged(JournalFilter filter, int limit) {
    var all = new ArrayList<LedgerLine>();
    @Nullable JournalPlace before = null;
    while (true) {
      var page = found(filter, before, limit);
      all.addAll(page);
      if (page.size() < limit) {
        return all;
      }
      var cursor = JournalPlace.of(page.getLast().entry()).cursor();
      before = JournalPlace.ofCursor(cursor).orElseThrow();
    }
  }

  private static List<Long> ids(List<LedgerLine> lines) {
    return lines.stream().map(line -> line.entry().id()).toList();
  }

  private static List<String> words(List<LedgerLine> lines) {
    return words(lines, LATER);
  }

  private static List<String> words(List<LedgerLine> lines, Instant now) {
    return lines.stream()
        .map(
            line ->
                LineType.of(line, now).word()
                    + " "
                    + line.entry().points().toBigDecimal().toPlainString())
        .toList();
  }
}
