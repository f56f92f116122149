/// The whole server through its HTTP API, as callers find it.
@NullMarked
package dev.promontory.server.whole;

import org.jspecify.annotations.NullMarked;
