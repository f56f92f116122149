package dev.promontory.ledger;

import dev.promontory.points.Points;

/// How many points of a lot an entry spent, expired or activated.
///
/// @param points more than 0
public record Draw(long lotId, Points points) {}
