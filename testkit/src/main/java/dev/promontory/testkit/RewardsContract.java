package dev.promontory.testkit;

import dev.promontory.account.Account;
import dev.promontory.store.Transactions;
import org.junit.jupiter.api.BeforeEach;

/// What the contracts of rewards have in common: the stores under test, and the means to grant.
public abstract class RewardsContract {

  /// The stores under test.
  protected abstract Transactions transactions();

  /// An account of the stores under test.
  protected abstract Account account();

  Rewards rewards;

  @BeforeEach
  void rewards() {
    rewards = new Rewards(transactions(), account());
  }
}
