package dev.promontory.server.feed;

import dev.promontory.user.Identity;
import dev.promontory.user.Users;

/// Somebody whose records a subscriber wants, known by number or not yet known at all: whoever
/// watches for the first event of a new user sees it. Safe for use by many threads.
final class Person {
  private static final long UNKNOWN = 0;

  private final Users users;
  private final int account;
  private final Identity identity;
  private volatile long number = UNKNOWN;

  Person(Users users, int account, Identity identity) {
    this.users = users;
    this.account = account;
    this.identity = identity;
    find();
  }

  /// Whether the number may be theirs, as far as is known. Looks nothing up.
  boolean maybe(long user) {
    long known = number;
    return known == UNKNOWN || known == user;
  }

  /// Whether the number is theirs. Looks it up until they are known, so it is not to be called by
  /// the thread that others wait for.
  boolean is(long user) {
    if (number == UNKNOWN) {
      find();
    }
    return number == user;
  }

  private void find() {
    users.find(account, identity).ifPresent(found -> number = found);
  }
}
