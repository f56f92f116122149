/// A small client of Promontory's public HTTP API, for programs of the project that stand outside
/// the server: the demo, and tests and benchmarks that want nothing but what every caller has.
///
/// 1. It knows the server by its address and credentials only.
/// 2. It keeps no state between calls; any number of threads may share one [ApiClient].
/// 3. A call that was answered gives an [Answer], whatever its status; a call that was not answered
///    throws [java.io.IOException], and may or may not have happened.
@NullMarked
package dev.promontory.server.client;

import org.jspecify.annotations.NullMarked;
