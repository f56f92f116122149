package dev.promontory.user;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// Who is known. Users come into being when their first record is appended to the log, never by a
/// look-up. Implementations are safe for use by many threads.
public interface Users {

  /// The most identities or users of one look-up; callers page through more.
  int MAX_LOOKUP = 10_000;

  /// The number of a user, or empty if no record ever named them.
  OptionalLong find(int account, Identity identity);

  /// The numbers of those that are known, at most [#MAX_LOOKUP] at once.
  Map<Identity, Long> findAll(int account, Collection<Identity> identities);

  /// The identities of users of this account, in order of kind and value; users of other accounts
  /// are left out. At most [#MAX_LOOKUP] at once.
  Map<Long, List<Identity>> identities(int account, Collection<Long> users);

  /// Identities that contain a text, without regard to case, in order, for a search box.
  ///
  /// @param limit 1 to 100
  List<Identity> search(int account, String text, int limit);
}
