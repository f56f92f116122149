package dev.promontory.server;

import dev.promontory.app.CampaignSteps;
import dev.promontory.app.GrantQualified;
import dev.promontory.app.Granter;
import dev.promontory.app.JournalOfPrograms;
import dev.promontory.live.host.LiveHost;
import dev.promontory.rocksdb.HostPorts;
import dev.promontory.rocksdb.HostSettings;
import dev.promontory.rocksdb.RocksDbHost;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.stream.Stream;

/// Wires live campaigns: the host of the fold, what it replays, and what becomes of those who
/// qualify.
///
/// @param host follows the log
/// @param granter decides who qualified
/// @param steps take campaigns from one status to the next
record Living(LiveHost host, Granter granter, CampaignSteps steps) {
  /// The name of the folder with the states of users in the data folder. It can be deleted while
  /// the server is stopped, and is then rebuilt from the log.
  static final String LIVE_FOLDER = "live";

  /// Why nobody is rewarded live, a sentence each.
  Stream<String> obstacles() {
    return Stream.concat(host.obstacle().stream(), granter.obstacle().stream());
  }

  /// Opens the state and begins to follow the log.
  ///
  /// @param data the data folder
  static Living open(
      Stores stores, Campaigning campaigning, InstantSource clock, Path data, Closing closing) {
    var transactions = stores.transactions();
    var book = campaigning.liveBook();
    var granter = closing.add(new Granter(transactions, campaigning.grantRewards()));
    var qualifications = new GrantQualified(transactions, stores.accounts(), book, granter, clock);
    var ports =
        new HostPorts(
            stores.log(),
            new JournalOfPrograms(transactions, book),
            stores.seeds(),
            qualifications,
            clock);
    var host = closing.add(RocksDbHost.open(HostSettings.at(data.resolve(LIVE_FOLDER)), ports));
    return new Living(host, granter, new CampaignSteps(transactions, host, book));
  }
}
