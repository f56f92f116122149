/// Grants: one reward to one user for one occurrence, decided once and for ever.
///
/// - **G1** There is one grant per (campaign, occurrence, user), whatever crashes, replays or
///   retries happen; a repeat gets the first answer.
/// - **G2** A campaign never grants more than its budget; a user never more than the user's budget,
///   caps and recurrence.
/// - **R1** What commits together is visible together: a grant, its reward and its outbox message.
@NullMarked
package dev.promontory.grant;

import org.jspecify.annotations.NullMarked;
