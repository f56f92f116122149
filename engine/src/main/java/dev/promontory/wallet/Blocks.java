package dev.promontory.wallet;

import java.time.Instant;
import java.util.List;

/// Users who may neither get nor spend points of a wallet, within one transaction. What ends or
/// undoes something that was posted before is not kept from them.
public interface Blocks {

  /// The most blocks of one page.
  int MAX_PAGE = 1000;

  /// The longest reason, in characters.
  int MAX_REASON = 512;

  /// A block.
  ///
  /// @param user number of the user
  /// @param reason why, for people, at most [#MAX_REASON] characters
  record Block(long walletId, long user, String reason, Instant at) {}

  /// Blocks a user from now on, or gives a block another reason. Waits until nobody is posting to
  /// balances of the account.
  void block(Block block);

  /// Ends a block.
  ///
  /// @return whether there was one
  boolean unblock(long walletId, long user);

  /// The blocks of a wallet in order of their users.
  ///
  /// @param after the last user of the page before, or 0
  /// @param limit 1 to [#MAX_PAGE]
  List<Block> page(long walletId, long after, int limit);
}
