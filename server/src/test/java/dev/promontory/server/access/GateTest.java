package dev.promontory.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.account.Account;
import dev.promontory.account.Accounts;
import java.security.SecureRandom;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class GateTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Account ACME = new Account(1, "ACME", ZoneOffset.UTC, DayOfWeek.MONDAY);
  private static final Credentials RIGHT = new Credentials("ACME", "right");

  private final OneAccount accounts = new OneAccount();
  private final AtomicLong clock = new AtomicLong();
  private final Gate gate = new Gate(accounts, RANDOM, clock::get);

  /// Counts how often it is asked for hashes, which is once for each slow check.
  private static final class OneAccount implements Accounts {
    private final List<String> hashes = new ArrayList<>(List.of(Secret.hash("right", RANDOM)));
    private int slowChecks;

    @Override
    public List<Account> all() {
      return List.of(ACME);
    }

    @Override
    public Optional<Account> find(String id) {
      return Optional.of(ACME).filter(account -> account.id().equals(id));
    }

    @Override
    public Account create(String id, String zone, String passcodeHash) {
      throw new UnsupportedOperationException("a gate creates no account");
    }

    @Override
    public List<String> passcodeHashes(String id) {
      slowChecks++;
      return id.equals("ACME") ? List.copyOf(hashes) : List.of();
    }
  }

  @Test
  void only_the_right_pair_opens() {
    assertThat(gate.account(RIGHT)).contains(ACME);
    assertThat(gate.account(new Credentials("ACME", "wrong"))).isEmpty();
    assertThat(gate.account(new Credentials("OTHER", "right"))).isEmpty();
    assertThat(gate.account(new Credentials("ACMEright", ""))).isEmpty();
    assertThat(gate.account(Credentials.NONE)).isEmpty();
  }

  @Test
  void every_passcode_of_an_account_opens() {
    accounts.hashes.add(Secret.hash("newer", RANDOM));

    assertThat(gate.account(RIGHT)).contains(ACME);
    assertThat(gate.account(new Credentials("ACME", "newer"))).contains(ACME);
  }

  @Test
  void who_has_proven_it_is_remembered_for_ten_minutes() {
    gate.account(RIGHT);
    clock.set(Duration.ofMinutes(10).toNanos() - 1);
    assertThat(gate.account(RIGHT)).contains(ACME);
    assertThat(accounts.slowChecks).isEqualTo(1);

    clock.set(Duration.ofMinutes(10).toNanos());
    accounts.hashes.clear();
    assertThat(gate.account(RIGHT)).isEmpty();
  }

  @Test
  void the_wrong_are_checked_slowly_every_time_whatever_is_wrong() {
    for (var wrong :
        List.of(
            new Credentials("ACME", "wrong"),
            new Credentials("OTHER", "right"),
            Credentials.NONE)) {
      var quickest = Long.MAX_VALUE;
      for (int attempt = 0; attempt < 3; attempt++) {
        var began = System.nanoTime();
        assertThat(gate.account(wrong)).isEmpty();
        quickest = Math.min(quickest, System.nanoTime() - began);
      }
      assertThat(Duration.ofNanos(quickest)).isGreaterThan(Duration.ofMillis(20));
    }
  }

  @Test
  void credentials_too_long_to_be_right_are_nobody_s() {
    var tooLong = new Credentials("ACME", "x".repeat(Credentials.MAX_LENGTH + 1));

    assertThat(tooLong).isEqualTo(Credentials.NONE);
  }

  @Test
  void a_passcode_is_never_shown() {
    assertThat(RIGHT.toString()).doesNotContain("right");
  }
}
