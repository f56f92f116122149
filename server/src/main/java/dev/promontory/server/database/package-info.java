/// The embedded PostgreSQL: unpacked, initialised, started, watched and stopped by the server.
///
/// What a caller can rely on:
///
/// 1. Durable settings are on: what a transaction committed survives `kill -9` and power loss.
/// 2. One server per data folder; a second one is refused.
/// 3. PostgreSQL never outlives the JVM by more than a shutdown: a small shell process beside it
///    reads a pipe that only the JVM holds open, and stops PostgreSQL when the pipe ends, however
///    it ended.
/// 4. It runs whoever the user is: PostgreSQL refuses root, so under root it gets a user of its
///    own.
/// 5. If PostgreSQL dies while the server runs, it is started again on the same port.
@NullMarked
package dev.promontory.server.database;

import org.jspecify.annotations.NullMarked;
