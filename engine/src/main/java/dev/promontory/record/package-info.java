/// A record is one line of the event log: an event or a profile update of one user.
@NullMarked
package dev.promontory.record;

import org.jspecify.annotations.NullMarked;
