/// What every store of webhooks and deliveries must keep.
@NullMarked
package dev.promontory.testkit.webhook;

import org.jspecify.annotations.NullMarked;
