/// Proves the books by SQL alone: what is written here knows the tables and nothing of the program
/// that fills them, so that both would have to be wrong in the same way. [Checks] lists everything
/// that is checked.
@NullMarked
package dev.promontory.postgres.proof;

import org.jspecify.annotations.NullMarked;
