/// Segments and campaigns through the whole server, on the test clock.
@NullMarked
package dev.promontory.server.campaign;

import org.jspecify.annotations.NullMarked;
