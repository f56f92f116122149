/// Webhooks against receivers of the tests' own.
@NullMarked
package dev.promontory.server.webhook;

import org.jspecify.annotations.NullMarked;
