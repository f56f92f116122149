/// `./promontory import FILE`: upload records from a file of NDJSON lines, through the public API.
///
/// 1. Records of one user are sent in the order of the file: an identity belongs to one lane, and a
///    lane sends one call after the other.
/// 2. No line counts twice, whatever is repeated: a record without an `eventId` gets one that is
///    derived from the file and the line, so that the server drops the repeat (S3.2).
/// 3. The state file beside the input names a line up to which everything is answered; the rejects
///    file holds exactly the rejects up to that line, in order. A run that was killed goes on
///    there.
/// 4. What waits to be sent or answered is bounded; a slow server slows the reading.
@NullMarked
package dev.promontory.server.imports;

import org.jspecify.annotations.NullMarked;
