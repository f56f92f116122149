/// The reference's read endpoints: events and profiles by a query, counted or a batch at a time.
///
/// A cursor holds its whole query and the place reached, so that the server remembers nothing of
/// it; it is good for any time. Batches go by log position or user number: what arrives meanwhile
/// neither repeats nor hides anything.
@NullMarked
package dev.promontory.server.query;

import org.jspecify.annotations.NullMarked;
