package dev.promontory.postgres.proof;

import dev.promontory.audit.Check.Weight;

/// A check as SQL.
///
/// @param sentence what holds where it finds nothing
/// @param rows what is looked at: what follows `SELECT count(*) FROM`
/// @param findings gives what is not as it must be: wallet_id, user_number, sequence, problem
record CheckQuery(String name, String sentence, Weight weight, String rows, String findings) {
  static CheckQuery of(String name, String sentence, String rows, String findings) {
    return new CheckQuery(name, sentence, Weight.FAULT, rows, findings);
  }
}
