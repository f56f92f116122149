/// The running program: configuration, wiring, start and stop.
@NullMarked
package dev.promontory.server;

import org.jspecify.annotations.NullMarked;
