/// What the server does by itself: it feeds history from the log, carries reward events from the
/// outbox to the log, and does what becomes due by the clock. Each worker is one thread, works in
/// bounded batches, and after a failure waits a little and goes on where it was.
@NullMarked
package dev.promontory.server.work;

import org.jspecify.annotations.NullMarked;
