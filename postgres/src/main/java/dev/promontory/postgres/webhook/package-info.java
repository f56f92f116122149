/// Webhooks and their deliveries in PostgreSQL.
@NullMarked
package dev.promontory.postgres.webhook;

import org.jspecify.annotations.NullMarked;
