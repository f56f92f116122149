/// What failures of PostgreSQL mean: the one place that knows SQLSTATEs.
@NullMarked
package dev.promontory.postgres.failure;

import org.jspecify.annotations.NullMarked;
