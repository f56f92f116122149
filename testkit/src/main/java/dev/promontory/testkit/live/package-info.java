/// Random live campaigns and histories, and an oracle that says naively who qualifies.
@NullMarked
package dev.promontory.testkit.live;

import org.jspecify.annotations.NullMarked;
