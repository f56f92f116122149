/// Calendar arithmetic: spans such as "30 days", and half-open intervals of epoch seconds. Zone and
/// present instant are always arguments (semantics S2, S4.4).
@NullMarked
package dev.promontory.time;

import org.jspecify.annotations.NullMarked;
