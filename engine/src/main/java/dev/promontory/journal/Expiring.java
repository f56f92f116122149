package dev.promontory.journal;

import java.math.BigDecimal;
import java.time.LocalDate;

/// What runs out on one day, if nobody spends it before, in points.
///
/// @param day the last one on which the points can be used, or could be
/// @param active of those that are usable now
/// @param promised of those that are still to be activated before
public record Expiring(LocalDate day, BigDecimal active, BigDecimal promised) {}
