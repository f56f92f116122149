/// What tests of every adapter share: contracts of the ports, generators, fixtures and the naive
/// oracle.
@NullMarked
package dev.promontory.testkit;

import org.jspecify.annotations.NullMarked;
