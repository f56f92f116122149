/// What stands around the fold: the ports of the process that hosts it, and the words in which they
/// speak.
///
/// A host follows the log, folds each record into the state of its user, lets time pass for users
/// whose deadlines are due, and hands on who qualified. What it keeps is derived: thrown away, it
/// is built again from the log, the [dev.promontory.live.host.ProgramJournal] and the
/// [dev.promontory.live.Seeds], with the same answers.
///
/// - **LH1** What a host has folded up to a position is what the fold makes of the records up to
///   there, with every change of a program behind the record at its position.
/// - **LH2** A qualification is handed on until it is decided, whatever crashes; in log order per
///   user.
/// - **LH3** Time passes for a user only up to what every record received before it allows.
/// - **LH4** When a program changes, everybody who qualified until then is decided.
@NullMarked
package dev.promontory.live.host;

import org.jspecify.annotations.NullMarked;
