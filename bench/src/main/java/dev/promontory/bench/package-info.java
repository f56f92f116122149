/// Benchmark scenarios, each measured beside its baseline in the same run.
@NullMarked
package dev.promontory.bench;

import org.jspecify.annotations.NullMarked;
