/// Texts of callers in a form that every store can hold.
@NullMarked
package dev.promontory.text;

import org.jspecify.annotations.NullMarked;
