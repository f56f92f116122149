package dev.promontory.bench;

import java.util.function.LongToIntFunction;

/// What single operations do, by their numbers: every second one is a debit, of the user who got a
/// credit some time before. So no debit is refused, users have a few lots at any time, and two
/// clients rarely meet at one user.
///
/// @param userOf who is credited
record LedgerPlan(LongToIntFunction userOf) {
  static final int CREDIT = 10;
  static final int DEBIT = 9;

  /// So many operations lie between a credit and its debit: far more than there are clients. The
  /// first ones are all credits.
  private static final int LAG = 2_001;

  static LedgerPlan over(int users, long seed) {
    return new LedgerPlan(EventStream.anyOf(users, seed));
  }

  boolean isCredit(long no) {
    return no % 2 == 0 || no < LAG;
  }

  int user(long no) {
    return userOf.applyAsInt(isCredit(no) ? no : no - LAG);
  }
}
