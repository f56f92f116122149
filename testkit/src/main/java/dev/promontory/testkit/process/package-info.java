/// The server as a process of its own, for tests and benchmarks that kill it, measure it, or want
/// nothing of it but its HTTP address.
@NullMarked
package dev.promontory.testkit.process;

import org.jspecify.annotations.NullMarked;
