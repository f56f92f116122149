package dev.promontory.duckdb;

import dev.promontory.duckdb.table.Catalogue;
import dev.promontory.log.LogRecord;
import dev.promontory.log.RecordWeight;
import dev.promontory.record.Profile;
import dev.promontory.record.RecordBody;
import java.util.LinkedHashMap;
import java.util.Map;

/// The records of one transaction on their way into the catalogue. Owned by the writing thread.
///
/// Events go into the catalogue at once; changes of users are collected, since their profiles must
/// be looked up first.
final class Batch {
  /// The most records of one transaction.
  static final int MAX_RECORDS = 50_000;

  /// About the most heap that the records of one transaction take, with the rows that are made of
  /// them and the profiles that they change. A record beyond this is written alone.
  static final long MAX_BYTES = 32L << 20;

  private final Catalogue catalogue;
  private final ProfileWeights before;
  private final Map<Integer, UserChanges> changes = new LinkedHashMap<>();
  private int records;
  private long bytes;

  /// @param before how heavy the profiles are that the records change
  Batch(Catalogue catalogue, ProfileWeights before) {
    this.catalogue = catalogue;
    this.before = before;
  }

  /// How heavy the stored profiles of users are.
  interface ProfileWeights {
    /// The bytes of heap of a profile, 0 for a user who has none.
    long of(int account, long user);
  }

  int records() {
    return records;
  }

  /// The changes of users, by account.
  Map<Integer, UserChanges> changes() {
    return changes;
  }

  /// Adds a record.
  ///
  /// @return false if there is no room for it; nothing has changed then
  boolean add(LogRecord record) {
    long more = RecordWeight.of(record.body()) + heldBefore(record);
    if (records > 0 && (records == MAX_RECORDS || bytes + more > MAX_BYTES)) {
      return false;
    }
    records++;
    bytes += more;
    sort(record);
    return true;
  }

  /// What is to be taken out of the database for a record.
  private long heldBefore(LogRecord record) {
    return switch (record.body()) {
      case RecordBody.Event _ -> 0;
      case RecordBody.ProfileUpdate _ ->
          of(record.account()).has(record.user()) ? 0 : before.of(record.account(), record.user());
    };
  }

  private void sort(LogRecord record) {
    int account = record.account();
    if (catalogue.addIfNew(account, record.user())) {
      of(account).addNew(record.user());
      bytes += catalogue.userRowBytes(account);
    }
    switch (record.body()) {
      case RecordBody.Event event -> bytes += catalogue.addEvent(key(record), event);
      case RecordBody.ProfileUpdate update -> {
        if (of(account).add(record.user(), update)) {
          bytes += catalogue.userRowBytes(account);
        }
      }
    }
  }

  private UserChanges of(int account) {
    return changes.computeIfAbsent(account, _ -> new UserChanges());
  }

  private static Catalogue.EventKey key(LogRecord record) {
    return new Catalogue.EventKey(
        record.account(), record.user(), record.epochSecond(), record.position());
  }

  /// Adds the users as they are after their changes.
  ///
  /// @param account number of one of the accounts of [#changes]
  /// @param profiles those of the users that are known
  void addUsers(int account, Map<Long, Profile> profiles) {
    of(account)
        .updates()
        .forEach(
            (user, updates) -> {
              var profile = profiles.getOrDefault(user, Profile.EMPTY);
              for (var update : updates) {
                profile = profile.apply(update);
              }
              catalogue.addUser(account, user, profile);
            });
  }
}
