/// What came of a user's attempts to qualify in one live campaign: told afterwards, by the same
/// fold that decided, from the few records that can have mattered.
///
/// Nobody stores why somebody did not qualify. Here it is found out when it is asked for.
///
/// - **F7** What is told of an attempt is what the fold decided at the time.
@NullMarked
package dev.promontory.live.attempt;

import org.jspecify.annotations.NullMarked;
