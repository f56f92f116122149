package dev.promontory.postgres.log;

import dev.promontory.user.Identity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/// A user whose number is not in memory, and the records that wait for it. Owned by the appender.
final class Stranger {
  private final Key key;
  private final Identity identity;
  private final List<Entry> entries = new ArrayList<>(1);
  private long number;

  /// Where the database finds an identity.
  record Key(int account, short kind, UUID hash) {
    /// The order of the database's index: neighbours are found and added at a fraction of the cost.
    static final Comparator<Key> INDEX_ORDER =
        Comparator.comparingInt(Key::account)
            .thenComparingInt(Key::kind)
            .thenComparing(key -> key.hash.getMostSignificantBits(), Long::compareUnsigned)
            .thenComparing(key -> key.hash.getLeastSignificantBits(), Long::compareUnsigned);

    static Key of(int account, Identity identity) {
      return new Key(account, (short) identity.kind().code(), IdentityHash.of(identity.value()));
    }
  }

  Stranger(Key key, Identity identity) {
    this.key = key;
    this.identity = identity;
  }

  Key key() {
    return key;
  }

  Identity identity() {
    return identity;
  }

  void add(Entry entry) {
    entries.add(entry);
  }

  boolean isKnown() {
    return number != 0;
  }

  long number() {
    return number;
  }

  void become(long user) {
    number = user;
    entries.forEach(entry -> entry.belongsTo(user));
  }
}
