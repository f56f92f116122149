/// The use cases: the table of contents of the product. One class per verb.
@NullMarked
package dev.promontory.app;

import org.jspecify.annotations.NullMarked;
