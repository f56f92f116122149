package dev.promontory.live.host;

import dev.promontory.live.Effect;

/// A user who qualified.
///
/// @param user number of the user
/// @param what for, when and by which event
public record UserQualified(long user, Effect.Qualified what) {}
