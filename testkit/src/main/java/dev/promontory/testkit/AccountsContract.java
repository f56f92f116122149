package dev.promontory.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.promontory.account.Account;
import dev.promontory.account.Accounts;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// What every store of accounts must do.
public abstract class AccountsContract {
  private static final Map<String, String> HOSTILE =
      Map.of("NUL", "a\0b", "half a pair", "\uD83D", "quotes", "' OR ''='", "wildcard", "%");

  /// The store under test; its accounts may be shared with other tests.
  protected abstract Accounts accounts();

  @Test
  void a_new_account_is_found_as_it_was_created() {
    var id = freshId();

    var created = accounts().create(id, "Asia/Kolkata", "hash");

    assertThat(created.id()).isEqualTo(id);
    assertThat(created.zone()).isEqualTo(ZoneId.of("Asia/Kolkata"));
    assertThat(created.weekStart()).isEqualTo(DayOfWeek.MONDAY);
    assertThat(accounts().find(id)).contains(created);
    assertThat(accounts().all()).contains(created);
  }

  @Test
  void accounts_are_listed_in_order_of_numbers_that_differ() {
    accounts().create(freshId(), "UTC", "hash");
    accounts().create(freshId(), "UTC", "hash");

    assertThat(accounts().all()).extracting(Account::number).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void an_id_is_given_once() {
    var id = freshId();
    var first = accounts().create(id, "UTC", "hash");

    assertThatThrownBy(() -> accounts().create(id, "Asia/Kolkata", "other"))
        .isInstanceOf(RuntimeException.class);

    assertThat(accounts().find(id)).contains(first);
    assertThat(accounts().passcodeHashes(id)).containsExactly("hash");
  }

  @Test
  void an_unknown_zone_creates_nothing() {
    var id = freshId();

    assertThatThrownBy(() -> accounts().create(id, "Middle/Earth", "hash"))
        .isInstanceOf(RuntimeException.class);

    assertThat(accounts().find(id)).isEmpty();
  }

  @Test
  void each_account_has_its_own_passcodes() {
    var one = freshId();
    var two = freshId();
    accounts().create(one, "UTC", "hash of one");
    accounts().create(two, "UTC", "hash of two");

    assertThat(accounts().passcodeHashes(one)).containsExactly("hash of one");
    assertThat(accounts().passcodeHashes(two)).containsExactly("hash of two");
  }

  @Test
  void an_id_that_no_account_has_finds_nothing() {
    assertThat(accounts().find(freshId())).isEmpty();
    assertThat(accounts().passcodeHashes(freshId())).isEmpty();
    HOSTILE.forEach(
        (name, id) -> {
          assertThat(accounts().find(id)).as(name).isEmpty();
          assertThat(accounts().passcodeHashes(id)).as(name).isEmpty();
        });
  }

  private static String freshId() {
    return Long.toHexString(new SplittableRandom().nextLong());
  }
}
