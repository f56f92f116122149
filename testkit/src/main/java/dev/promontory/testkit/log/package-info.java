/// The contracts of the event log and of what comes into being with it: users and event names. An
/// adapter extends each contract; the numbers E1 to E9 are those of `dev.promontory.log`.
@NullMarked
package dev.promontory.testkit.log;

import org.jspecify.annotations.NullMarked;
