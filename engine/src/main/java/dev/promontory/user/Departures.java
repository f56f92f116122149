package dev.promontory.user;

import java.time.Instant;
import java.util.List;

/// Users who were merged into another one, or deleted, within one transaction. Their numbers are
/// never used again; who asks for the points of a merged user gets those of the other one.
public interface Departures {

  /// A merged user.
  ///
  /// @param into the user who has the points
  record Merged(int account, long user, long into) {}

  /// Waits until nobody is posting to balances of an account, and keeps everybody from it until the
  /// transaction ends: what is posted later has seen who departed (S6).
  void lock(int account);

  /// Who is one with a user: first who has the points, then those who were merged into that one, in
  /// order. Stays as it is while [#lock(int)] is held.
  List<Long> together(long user);

  /// A user becomes part of another one, together with all who were merged into it before.
  ///
  /// @param merged two different users of the account, neither of whom has departed
  void merge(Merged merged, Instant at);

  /// A user is no more, together with all who were merged into it: their identities mean nobody,
  /// their blocks and what was written beside their entries go.
  ///
  /// @return the identities that meant them; none if the user was deleted before
  List<Identity> delete(int account, long user, Instant at);
}
