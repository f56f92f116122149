/// From JSON to rules, segments and campaigns, and nothing else: no store, no clock, no network.
///
/// A document is read whole. What is wrong is collected with its path while reading goes on, so
/// that one look tells a person everything (D1); what is not understood is refused, never ignored.
/// Hostile input is harmless: nesting, nodes, names, numbers and the list of problems itself have
/// named limits.
@NullMarked
package dev.promontory.server.document;

import org.jspecify.annotations.NullMarked;
