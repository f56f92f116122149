package dev.promontory.server.query;

import dev.promontory.rule.Behavior;
import dev.promontory.rule.Rule;
import org.jspecify.annotations.Nullable;

/// What a query of the reference asks.
///
/// @param rule the users it is about
/// @param events the events it names first, or null if it names none
record Question(Rule rule, @Nullable Behavior events) {}
