/// Instants as PostgreSQL keeps them, and back.
@NullMarked
package dev.promontory.postgres.time;

import org.jspecify.annotations.NullMarked;
