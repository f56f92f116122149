/// Points and how many of them a reward is worth. Points are thousandths in a `long`, never a
/// double (S1.1).
@NullMarked
package dev.promontory.points;

import org.jspecify.annotations.NullMarked;
