/// The transaction boundary: every port that a use case may touch within one commit (R1).
@NullMarked
package dev.promontory.store;

import org.jspecify.annotations.NullMarked;
