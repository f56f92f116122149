package dev.promontory.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LedgerPlanTest {
  private static final int USERS = 100;
  private static final int OPERATIONS = 20_000;

  /// Far more than there are clients: so far may an operation be overtaken.
  private static final int APART = 1_000;

  private final LedgerPlan plan = LedgerPlan.over(USERS, 7);

  @Test
  void every_debit_takes_from_a_credit_of_the_same_user_long_before() {
    var credits = new int[USERS];
    var debits = new int[USERS];
    for (int no = APART; no < OPERATIONS; no++) {
      if (plan.isCredit(no - APART)) {
        credits[plan.user(no - APART)]++;
      }
      if (!plan.isCredit(no)) {
        int user = plan.user(no);
        debits[user]++;
        assertThat(debits[user])
            .as("debits of %d at %d", user, no)
            .isLessThanOrEqualTo(credits[user]);
      }
    }
    assertThat(debits).as("everybody spends").doesNotContain(0);
  }

  @Test
  void half_of_the_operations_are_debits_in_the_long_run() {
    int debits = 0;
    for (int no = OPERATIONS; no < 2 * OPERATIONS; no++) {
      debits += plan.isCredit(no) ? 0 : 1;
    }
    assertThat(debits).isEqualTo(OPERATIONS / 2);
  }
}
