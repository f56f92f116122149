/// Users in PostgreSQL who are no longer there by themselves: merged or deleted.
@NullMarked
package dev.promontory.postgres.user;

import org.jspecify.annotations.NullMarked;
