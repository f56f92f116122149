/// Campaigns: who gets what, and when.
///
/// - **C1** A published revision never changes; a change is a new revision, and grants name theirs
///   (S5).
/// - **C2** Publishing checks everything and reports all problems at once, each with the path of
///   its field.
/// - **C3** A run rewards the members its segment had when it started, each once, whatever
///   interrupts it (S4.1, S4.2).
@NullMarked
package dev.promontory.campaign;

import org.jspecify.annotations.NullMarked;
