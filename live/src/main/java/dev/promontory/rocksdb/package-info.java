/// The in-process host of the fold, with its state in RocksDB:
/// [dev.promontory.rocksdb.RocksDbHost].
///
/// One thread, the dispatcher, follows the log and gives each record to the shard of its user. A
/// shard is one thread and the only one that folds its users. It keeps what it has folded in memory
/// and, every second or so, hands a checkpoint to a thread that writes it. Another thread asks
/// history for seeds. When anything fails, all of it is thrown away and begun anew from the
/// checkpoints, which is what happens after a crash, too.
///
/// - **LH5** A checkpoint holds only what is settled: every qualification of the folding it stands
///   for is decided, and no record up to its position waits for a seed.
/// - **LH6** The records of a user are folded in log order, whoever waits for seeds.
@NullMarked
package dev.promontory.rocksdb;

import org.jspecify.annotations.NullMarked;
