/// Webhooks over HTTP: following the log for them, sending what is due with signatures (Standard
/// Webhooks), and the resource that manages them.
@NullMarked
package dev.promontory.server.webhook;

import org.jspecify.annotations.NullMarked;
