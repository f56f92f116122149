/// Segments, lists, campaigns and runs in PostgreSQL.
@NullMarked
package dev.promontory.postgres.campaign;

import org.jspecify.annotations.NullMarked;
