package dev.promontory.account;

import java.util.List;
import java.util.Optional;

/// The accounts and the hashes of their API credentials. Implementations are safe for use by many
/// threads.
public interface Accounts {

  /// All accounts, in order of their numbers.
  List<Account> all();

  /// The account with this public id.
  Optional<Account> find(String id);

  /// Stores a new account with its first credential.
  ///
  /// @param id the public id; one that exists already is a failure
  /// @param zone an IANA zone id
  /// @param passcodeHash the encoded hash of the passcode, never the passcode itself
  Account create(String id, String zone, String passcodeHash);

  /// The encoded hashes of the passcodes with which this account may be used now; empty when there
  /// is no such account.
  List<String> passcodeHashes(String id);
}
