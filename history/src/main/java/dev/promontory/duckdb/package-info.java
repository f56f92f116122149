/// The columnar history of events and profiles in DuckDB, derived from the log and rebuilt from it.
///
/// One file holds everything: a table per account and event name with a typed column per property,
/// a table per account with a row per user and their folded profile, and the log position all of
/// this stands for. Every batch of records is one transaction that also moves the position, so what
/// a query sees (H2) and what survives a crash (H1) is always the state at one position.
///
/// Nothing is written ahead: the log already has every record. A batch is at once visible but only
/// a checkpoint makes it durable; after a crash the file is as the last checkpoint left it, and the
/// log is replayed from the position written there.
@NullMarked
package dev.promontory.duckdb;

import org.jspecify.annotations.NullMarked;
