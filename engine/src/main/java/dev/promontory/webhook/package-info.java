/// Webhooks: receivers outside that are told of what happens in an account, and what was sent to
/// them.
///
/// Deliveries are made by following the log, as history is, and are then sent by whoever claims
/// them.
///
/// - **WH1** A record that a webhook listens to becomes one delivery of it, whatever crashes: the
///   deliveries and the position in the log that they go up to are stored together. Of a deleted
///   user there are none (S6).
/// - **WH2** A delivery is sent until it is accepted or has used up its attempts, over any crash;
///   it may be sent again though it was accepted, with the same id. What is given up is counted.
/// - **WH3** A webhook is told of its own account only, and of nothing that was logged before it.
/// - **WH4** Secrets are told once, when they are made, and stand in no log and no text of an
///   object.
/// - **WH5** A receiver that is slow or away has a bounded share of what sends: it holds up no
///   other webhook, and nobody who rewards.
@NullMarked
package dev.promontory.webhook;

import org.jspecify.annotations.NullMarked;
