package dev.promontory.rocksdb;

import dev.promontory.live.host.Qualifications;
import dev.promontory.rocksdb.store.Store;
import java.util.concurrent.Executor;

/// What a shard works with.
///
/// @param number from 0
/// @param writer whose thread writes checkpoints
record ShardParts(
    int number,
    Store store,
    Seeder seeder,
    Qualifications sink,
    Executor writer,
    Inbox inbox,
    HostSettings.Bounds bounds,
    Troubles troubles) {}
