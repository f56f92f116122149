package dev.promontory.testkit;

import static dev.promontory.testkit.Rewards.NOW;
import static dev.promontory.testkit.Rewards.fresh;
import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.points.Rounding;
import dev.promontory.store.Transactions;
import dev.promontory.time.Span;
import dev.promontory.wallet.Wallet;
import dev.promontory.wallet.Wallet.Consumption;
import dev.promontory.wallet.Wallet.Status;
import dev.promontory.wallet.WalletExpiry;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What every store of wallets must do.
public abstract class WalletsContract {

  /// The stores under test.
  protected abstract Transactions transactions();

  /// A new account's number.
  protected abstract int freshAccount();

  static Stream<WalletExpiry> expiries() {
    return Stream.of(
        new WalletExpiry.Never(),
        new WalletExpiry.After(new Span(18, Span.Unit.MONTH)),
        new WalletExpiry.CalendarYears(1, true),
        new WalletExpiry.CalendarYears(2, false),
        new WalletExpiry.OnDay(LocalDate.parse("2027-12-31")));
  }

  @ParameterizedTest
  @MethodSource("expiries")
  void a_wallet_is_found_as_it_was_created(WalletExpiry expiry) {
    var draft =
        new Wallet(
            0,
            freshAccount(),
            "Festival <b>Rewards</b> \0 😀",
            "Coins '\"",
            expiry,
            Consumption.EARLIEST_ISSUANCE,
            new Rounding(2, Rounding.Mode.UP),
            Status.PAUSED,
            30,
            0,
            NOW);

    var created = create(draft).orElseThrow();

    assertThat(created.id()).isGreaterThanOrEqualTo(1000);
    assertThat(created).usingRecursiveComparison().ignoringFields("id").isEqualTo(draft);
    assertThat(find(draft.account(), created.id())).contains(created);
    assertThat(list(draft.account())).containsExactly(created);
  }

  @Test
  void a_name_is_taken_whatever_its_case_but_only_within_the_account() {
    int account = freshAccount();
    var first = create(draft(account, "Festival Größe")).orElseThrow();

    assertThat(create(draft(account, "FESTIVAL grÖße"))).isEmpty();
    assertThat(create(draft(freshAccount(), "Festival Größe"))).isPresent();
    assertThat(list(account)).containsExactly(first);
  }

  @Test
  void another_accounts_wallet_is_as_good_as_none() {
    var wallet = create(draft(freshAccount(), "mine")).orElseThrow();

    assertThat(find(freshAccount(), wallet.id())).isEmpty();
    assertThat(find(wallet.account(), wallet.id() + 1_000_000)).isEmpty();
  }

  @Test
  void wallets_are_listed_by_id_without_the_archived() {
    int account = freshAccount();
    var first = create(draft(account, "b")).orElseThrow();
    var gone = draft(account, "c");
    create(
        new Wallet(
            0,
            account,
            gone.name(),
            gone.pointsName(),
            gone.expiry(),
            gone.consumption(),
            gone.rounding(),
            Status.ARCHIVED,
            null,
            7,
            NOW));
    var last = create(draft(account, "a")).orElseThrow();

    assertThat(list(account)).containsExactly(first, last);
  }

  @Test
  void all_but_the_rounding_of_a_wallet_can_be_changed() {
    int account = freshAccount();
    var wallet = create(draft(account, "before")).orElseThrow();
    var changed =
        new Wallet(
            wallet.id(),
            account,
            "After \0 😀",
            "Stars",
            new WalletExpiry.CalendarYears(2, true),
            Consumption.EARLIEST_ISSUANCE,
            wallet.rounding(),
            Status.PAUSED,
            365,
            0,
            wallet.createdAt());

    assertThat(update(changed)).isTrue();

    assertThat(find(account, wallet.id())).contains(changed);
    assertThat(create(draft(account, "before"))).as("the name is free again").isPresent();
  }

  @Test
  void a_wallet_keeps_its_name_if_another_one_has_the_new_one() {
    int account = freshAccount();
    var first = create(draft(account, "first")).orElseThrow();
    var second = create(draft(account, "second")).orElseThrow();

    assertThat(update(named(second, first.name().toUpperCase(Locale.ROOT)))).isFalse();
    assertThat(find(account, second.id())).contains(second);
    assertThat(update(named(second, second.name().toUpperCase(Locale.ROOT)))).isTrue();
  }

  private static Wallet named(Wallet wallet, String name) {
    return new Wallet(
        wallet.id(),
        wallet.account(),
        name,
        wallet.pointsName(),
        wallet.expiry(),
        wallet.consumption(),
        wallet.rounding(),
        wallet.status(),
        wallet.remindDays(),
        wallet.graceDays(),
        wallet.createdAt());
  }

  private boolean update(Wallet changed) {
    return transactions()
        .inTransaction(
            tx -> {
              assertThat(tx.wallets().lock(changed.account(), changed.id())).isPresent();
              assertThat(tx.wallets().lock(changed.account() + 1, changed.id())).isEmpty();
              return tx.wallets().update(changed);
            });
  }

  private Optional<Wallet> create(Wallet draft) {
    return transactions().inTransaction(tx -> tx.wallets().create(draft));
  }

  private Optional<Wallet> find(int account, long id) {
    return transactions().inTransaction(tx -> tx.wallets().find(account, id));
  }

  private List<Wallet> list(int account) {
    return transactions().inTransaction(tx -> tx.wallets().list(account));
  }

  private static Wallet draft(int account, String name) {
    return new Wallet(
        0,
        account,
        name + " of " + fresh() / 1_000_000,
        "Coins",
        new WalletExpiry.Never(),
        Consumption.EARLIEST_EXPIRY,
        new Rounding(0, Rounding.Mode.DOWN),
        Status.ACTIVE,
        null,
        7,
        NOW);
  }
}
