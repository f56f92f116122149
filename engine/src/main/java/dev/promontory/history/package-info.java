/// The port of columnar history: all events and profiles, to be asked by rules. Derived from the
/// log and rebuilt from it when lost.
///
/// - **H1** History at position P holds exactly the records of its log up to P, each once, whatever
///   crashes, replays and restored backups happened before.
/// - **H2** An answer is computed at one position: no record is seen by half of a rule.
/// - **H3** Nothing of another account is ever seen.
@NullMarked
package dev.promontory.history;

import org.jspecify.annotations.NullMarked;
