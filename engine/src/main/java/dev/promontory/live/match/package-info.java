/// Which conditions an event passes, found at the cost of those it can pass.
///
/// - **M1** [EventIndex] finds exactly the patterns whose [Pattern#matches] holds.
/// - **M2** Tests mean what [dev.promontory.rule] says they mean, Q1 to Q4 included.
@NullMarked
package dev.promontory.live.match;

import org.jspecify.annotations.NullMarked;
