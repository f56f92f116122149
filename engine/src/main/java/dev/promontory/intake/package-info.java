/// What a client may upload: names, identities, values and profile changes, checked one by one
/// before anything reaches the log. Pure; knows nothing of JSON or HTTP.
///
/// - **I1** One bad record never harms its neighbours: a check answers with a [Fault] for the
///   record and says nothing about others (S8).
/// - **I2** What has passed can be stored by every adapter: no NUL, no half of a surrogate pair, no
///   number beyond a double, no name without a key.
/// - **I3** Clients cannot write what the system itself reports: reserved and reward events are
///   refused.
@NullMarked
package dev.promontory.intake;

import org.jspecify.annotations.NullMarked;
