/// Campaigns over HTTP: their documents, their life, their runs, and what they gave to whom and
/// why.
@NullMarked
package dev.promontory.server.campaign;

import org.jspecify.annotations.NullMarked;
