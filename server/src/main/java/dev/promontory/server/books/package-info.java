/// The books of the installation as a whole: their checkpoints and reconciliations by HTTP, in the
/// log and as figures, and the command that verifies them. What belongs to one account is shown to
/// that account only; of checkpoints, which are over all accounts, only numbers, times and hashes.
@NullMarked
package dev.promontory.server.books;

import org.jspecify.annotations.NullMarked;
