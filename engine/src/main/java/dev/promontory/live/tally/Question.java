package dev.promontory.live.tally;

import dev.promontory.live.match.Pattern;
import dev.promontory.record.Name;
import dev.promontory.rule.Window;
import org.jspecify.annotations.Nullable;

/// What a live rule wants to know of a user's events. Equal questions have one answer.
///
/// @param events which events; their zone is that of the window's days too
/// @param summed the property to sum up, or null if only the number of events matters
public record Question(Pattern.Source events, Window window, @Nullable Name summed) {}
