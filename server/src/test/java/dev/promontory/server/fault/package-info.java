/// The server as a process, treated badly: killed, cut off from its database, out of disk, flooded.
/// Afterwards everything that was acknowledged must be there once, and everything granted must be
/// what an undisturbed server grants.
///
/// The property `promontory.fault.rounds` makes the loops longer than they are in every build.
@NullMarked
package dev.promontory.server.fault;

import org.jspecify.annotations.NullMarked;
