/// Users as the outside sees them: found by an identity, with their profile, wallets and events.
///
/// What is answered holds everything that was acknowledged before the call, unless history is more
/// than [Recent#PATIENCE] behind.
@NullMarked
package dev.promontory.server.user;

import org.jspecify.annotations.NullMarked;
