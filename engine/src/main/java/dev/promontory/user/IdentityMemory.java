package dev.promontory.user;

import java.util.Collection;

/// Whoever remembers which user an identity means, so as not to ask the store each time. Safe for
/// use by many threads.
public interface IdentityMemory {

  /// Identities of an account mean nobody any more: the store says so already. Whatever names one
  /// of them after this call is about a new user.
  void forget(int account, Collection<Identity> identities);
}
