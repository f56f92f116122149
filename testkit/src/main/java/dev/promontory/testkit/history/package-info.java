/// For tests of history and of everything else that evaluates rules: the naive oracle, random
/// histories and random rules from printed seeds, and the contract of the port.
@NullMarked
package dev.promontory.testkit.history;

import org.jspecify.annotations.NullMarked;
