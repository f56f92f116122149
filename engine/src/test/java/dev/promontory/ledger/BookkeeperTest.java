package dev.promontory.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.promontory.account.Account;
import dev.promontory.ledger.LedgerCommand.Credit;
import dev.promontory.ledger.LedgerCommand.Debit;
import dev.promontory.ledger.LedgerCommand.Head;
import dev.promontory.ledger.LedgerOutcome.Posted;
import dev.promontory.ledger.LedgerOutcome.Refused;
import dev.promontory.points.Points;
import dev.promontory.points.Rounding;
import dev.promontory.time.Span;
import dev.promontory.wallet.Wallet;
import dev.promontory.wallet.Wallet.Consumption;
import dev.promontory.wallet.Wallet.Status;
import dev.promontory.wallet.WalletExpiry;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BookkeeperTest {
  private static final BalanceKey KEY = new BalanceKey(1000, 7);
  private static final Account ACCOUNT = new Account(1, "shop", ZoneId.of("UTC"), DayOfWeek.MONDAY);
  private static final Instant NOW = Instant.parse("2026-03-03T22:20:00Z");

  private Holding holding = Holding.none(KEY);
  private Wallet wallet = wallet(Consumption.EARLIEST_EXPIRY, Status.ACTIVE);
  private final List<Entry> entries = new ArrayList<>();
  private long nextId;

  @Test
  void w13_earliest_expiry_first() {
    credit("100", "2026-01-01", "2026-12-31");
    credit("50", "2026-03-01", "2026-04-30");

    debit("60");

    assertThat(remaining()).containsExactly("90", "0");
    assertThat(entries.getLast().draws())
        .containsExactly(new Draw(2, points("50")), new Draw(1, points("10")));
  }

  @Test
  void w13_earliest_issuance_first() {
    wallet = wallet(Consumption.EARLIEST_ISSUANCE, Status.ACTIVE);
    credit("100", "2026-01-01", "2026-12-31");
    credit("50", "2026-03-01", "2026-04-30");

    debit("60");

    assertThat(remaining()).containsExactly("40", "50");
  }

  @Test
  void w13_s2_9_points_that_never_expire_come_last_by_expiry() {
    credit("100", "2026-01-01", null);
    credit("100", "2026-02-01", "2026-08-01");

    debit("120");

    assertThat(remaining()).containsExactly("80", "0");
  }

  @Test
  void w13_points_that_never_expire_have_their_turn_by_issue() {
    wallet = wallet(Consumption.EARLIEST_ISSUANCE, Status.ACTIVE);
    credit("100", "2026-01-01", null);
    credit("100", "2026-02-01", "2026-08-01");

    debit("120");

    assertThat(remaining()).containsExactly("0", "80");
  }

  @Test
  void s2_9_ties_go_by_issue_and_then_by_lot() {
    credit("10", "2026-01-01", "2026-08-01");
    credit("10", "2026-01-01", "2026-08-01");
    credit("10", "2026-02-01", "2026-08-01");

    debit("15");

    assertThat(remaining()).containsExactly("0", "5", "10");
  }

  @Test
  void w6_w7_a_delayed_credit_is_promised_until_its_instant() {
    var validity = new Validity(new Span(3, Span.Unit.DAY), null);
    assertThat(post(credit("10", validity), NOW)).isEqualTo(posted(1, "10", "0", "10"));

    var due = NOW.plus(Duration.ofDays(3));

    assertThat(holding.asOf(due.minusMillis(1)).balance().promised()).isEqualTo(points("10"));
    assertThat(holding.asOf(due).balance().active()).isEqualTo(points("10"));
    assertThat(holding.asOf(due).balance().promised()).isEqualTo(Points.ZERO);
    assertThat(holding.asOf(due).balance().credited()).isEqualTo(points("10"));
    assertThat(holding.balance().nextDueAt()).isEqualTo(due);
  }

  @Test
  void w8_active_is_credited_less_redeemed_removed_and_expired() {
    credit("900", "2026-01-01", null);
    credit("100", "2026-01-01", "2026-03-01");
    debit("200", Source.API);
    debit("50", Source.MANUAL);

    assertThat(holding.balance())
        .extracting(Balance::active, Balance::redeemed, Balance::removed, Balance::expired)
        .containsExactly(points("650"), points("200"), points("50"), points("100"));
    assertThat(holding.balance().credited()).isEqualTo(points("1000"));
  }

  @Test
  void w9_w10_a_debit_reaches_active_points_only() {
    credit("200", "2026-01-01", null);
    post(credit("500", new Validity(new Span(1, Span.Unit.DAY), null)), NOW);

    assertThat(debit("201")).isEqualTo(new Refused(LedgerRefusal.INSUFFICIENT_POINTS));
    assertThat(debit("200")).isEqualTo(posted(entries.getLast().id(), "200", "0", "500"));
    assertThat(debit("1")).isEqualTo(new Refused(LedgerRefusal.INSUFFICIENT_POINTS));
  }

  @Test
  void s2_10_l3_an_expired_lot_is_not_spent_although_nothing_posted_its_expiry() {
    credit("100", "2026-01-01", "2026-03-01");
    credit("10", "2026-01-01", null);

    assertThat(debit("11")).isEqualTo(new Refused(LedgerRefusal.INSUFFICIENT_POINTS));
    assertThat(debit("10")).isInstanceOf(Posted.class);
    assertThat(remaining()).containsExactly("0", "0");
  }

  @Test
  void w12_what_became_due_is_posted_first_in_the_order_in_which_it_became_so() {
    var promised = new Validity(new Span(10, Span.Unit.DAY), new WalletExpiry.After(days(5)));
    post(credit("5", promised), Instant.parse("2026-01-01T00:00:00Z"));
    credit("7", "2026-01-01", "2026-01-12");
    credit("8", "2026-01-02", "2026-01-20");

    post(credit("1", Validity.OF_WALLET), NOW);

    assertThat(entries.subList(3, 8))
        .extracting(Entry::type, entry -> entry.at().toString(), entry -> text(entry.points()))
        .containsExactly(
            tuple(EntryType.ACTIVATION, "2026-01-11T00:00:00Z", "5"),
            tuple(EntryType.EXPIRY, "2026-01-13T00:00:00Z", "7"),
            tuple(EntryType.EXPIRY, "2026-01-16T00:00:00Z", "5"),
            tuple(EntryType.EXPIRY, "2026-01-21T00:00:00Z", "8"),
            tuple(EntryType.CREDIT, NOW.toString(), "1"));
    assertThat(entries).extracting(Entry::sequence).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
    assertThat(entries).extracting(Entry::id).doesNotHaveDuplicates();
    assertThat(holding.balance().expired()).isEqualTo(points("20"));
    assertThat(holding.balance().nextDueAt()).isNull();
  }

  @Test
  void what_became_due_is_posted_even_if_the_command_is_refused() {
    credit("100", "2026-01-01", "2026-03-01");

    assertThat(debit("5")).isEqualTo(new Refused(LedgerRefusal.INSUFFICIENT_POINTS));

    assertThat(entries.getLast().type()).isEqualTo(EntryType.EXPIRY);
  }

  @Test
  void refusals_come_in_the_order_of_their_names() {
    var never = new Validity(null, new WalletExpiry.OnDay(LocalDate.parse("2026-03-02")));
    var stranger = new Account(2, "other", ZoneId.of("UTC"), DayOfWeek.MONDAY);
    var strange =
        new Credit(new Head(1, stranger, KEY, Source.API, Note.NONE), points("0.5"), never);

    assertThat(refusal(strange)).isEqualTo(LedgerRefusal.UNKNOWN_WALLET);
    assertThat(
            Bookkeeper.decide(Terms.of(null), holding, credit("0.5", never), NOW, () -> 0)
                .outcome())
        .isEqualTo(new Refused(LedgerRefusal.UNKNOWN_WALLET));
    wallet = wallet(Consumption.EARLIEST_EXPIRY, Status.PAUSED);
    assertThat(refusal(credit("0.5", never))).isEqualTo(LedgerRefusal.INACTIVE_WALLET);
    wallet = wallet(Consumption.EARLIEST_EXPIRY, Status.ACTIVE);
    assertThat(refusal(credit("0.5", never))).isEqualTo(LedgerRefusal.INVALID_POINTS);
    assertThat(refusal(credit("0", never))).isEqualTo(LedgerRefusal.INVALID_POINTS);
    assertThat(refusal(credit("1", never))).isEqualTo(LedgerRefusal.NEVER_USABLE);
    assertThat(refusal(debit("0.5", "x"))).isEqualTo(LedgerRefusal.INVALID_POINTS);
    assertThat(refusal(debit("1", "x"))).isEqualTo(LedgerRefusal.INSUFFICIENT_POINTS);
  }

  @Test
  void nobody_gets_more_points_than_can_be_counted() {
    var most = new Points(Points.MAX_THOUSANDTHS);
    post(new Credit(head(Source.API), most, Validity.OF_WALLET), NOW);

    assertThat(refusal(credit("1", Validity.OF_WALLET))).isEqualTo(LedgerRefusal.TOO_MANY_POINTS);
  }

  private LedgerOutcome debit(String points) {
    return debit(points, Source.API);
  }

  private LedgerOutcome debit(String points, Source source) {
    return post(new Debit(head(source), points(points)), NOW);
  }

  private Debit debit(String points, String description) {
    return new Debit(
        new Head(++nextId, ACCOUNT, KEY, Source.API, Note.of(description)), points(points));
  }

  /// Credits at the start of a day, to expire at the end of another.
  private void credit(String points, String issuedOn, @Nullable String lastDay) {
    var expiry = lastDay == null ? null : new WalletExpiry.OnDay(LocalDate.parse(lastDay));
    post(
        credit(points, new Validity(null, expiry)),
        LocalDate.parse(issuedOn).atStartOfDay(ZoneId.of("UTC")).toInstant());
  }

  private Credit credit(String points, Validity validity) {
    return new Credit(head(Source.API), points(points), validity);
  }

  private Head head(Source source) {
    return new Head(++nextId, ACCOUNT, KEY, source, Note.NONE);
  }

  private LedgerOutcome post(LedgerCommand command, Instant at) {
    var decision = Bookkeeper.decide(Terms.of(wallet), holding, command, at, () -> ++nextId);
    holding = decision.holding();
    entries.addAll(decision.entries());
    return decision.outcome();
  }

  private static Posted posted(long id, String moved, String active, String promised) {
    var after = new Entry.Buckets(points(active), points(promised), Points.ZERO);
    return new Posted(id, points(moved), Points.ZERO, List.of(), after);
  }

  private @Nullable LedgerRefusal refusal(LedgerCommand command) {
    return post(command, NOW) instanceof Refused refused ? refused.refusal() : null;
  }

  private List<String> remaining() {
    return holding.lots().stream().map(lot -> text(lot.remaining())).toList();
  }

  private static String text(Points points) {
    return points.toBigDecimal().toPlainString();
  }

  private static Span days(int days) {
    return new Span(days, Span.Unit.DAY);
  }

  private static Points points(String decimal) {
    return Points.of(new BigDecimal(decimal));
  }

  private static Wallet wallet(Consumption consumption, Status status) {
    return new Wallet(
        KEY.walletId(),
        1,
        "Wallet",
        "Coins",
        new WalletExpiry.Never(),
        consumption,
        new Rounding(0, Rounding.Mode.UP),
        status,
        null,
        7,
        NOW);
  }
}
