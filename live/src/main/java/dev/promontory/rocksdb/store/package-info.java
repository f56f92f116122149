/// What a host keeps on disk, in one RocksDB: states of users, when their next deadline is due, the
/// leaves of the programs, and the position of the log that each shard stands for.
///
/// A shard writes all of it in one batch, so that none can be newer than the rest. Nothing is
/// forced to disk: what a crash of the machine takes away is folded again from the log.
///
/// - **ST1** A shard's checkpoint, and the states, due rows and leaves that belong to it, are
///   written together or not at all.
/// - **ST2** The state of a user and the row of their next deadline agree.
/// - **ST3** A state is used only beside the log that it was folded from.
@NullMarked
package dev.promontory.rocksdb.store;

import org.jspecify.annotations.NullMarked;
