package dev.promontory.log;

import dev.promontory.record.Name;
import java.util.List;

/// The event names of each account, as first written, at most [#MAX_PER_ACCOUNT] (reference: 512).
/// Safe for use by many threads; answers from memory except for a name it has not seen.
public interface EventTypes {

  /// The most event names of one account.
  int MAX_PER_ACCOUNT = 512;

  /// Whether events of this name may be appended: the name is known, or there was room and it is
  /// known from now on, durably.
  boolean admit(int account, Name name);

  /// All names of an account, in order of first use.
  List<Name> all(int account);
}
