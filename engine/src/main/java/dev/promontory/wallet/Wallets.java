package dev.promontory.wallet;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The wallet definitions, within one transaction.
public interface Wallets {

  /// Stores a new wallet.
  ///
  /// @param draft its id is ignored
  /// @return the wallet with its id, or empty if the account has another of that name
  Optional<Wallet> create(Wallet draft);

  /// A wallet of this account; one of another account is as good as none.
  Optional<Wallet> find(int account, long id);

  /// The wallets with these ids, of whatever account; ids that don't exist are left out.
  Map<Long, Wallet> findAll(Collection<Long> ids);

  /// All wallets of an account, archived ones too, in order of their ids.
  List<Wallet> findAllOf(int account);

  /// The wallets of an account that are not archived, in order of their ids.
  List<Wallet> list(int account);

  /// As [#find]; nobody else changes the wallet until the transaction ends. Credits and debits go
  /// on.
  Optional<Wallet> lock(int account, long id);

  /// Stores what was changed of a wallet that exists: all but its account, rounding and creation.
  ///
  /// @return false if the account has another wallet of that name; then nothing was changed
  boolean update(Wallet changed);

  /// The campaigns that name a wallet and are not archived, in order of their ids.
  ///
  /// @param limit the most that are told
  List<WalletUse> uses(Wallet wallet, int limit);
}
