/// Segments and lists over HTTP: saved, estimated, read in from CSV, and their members by the page.
@NullMarked
package dev.promontory.server.segment;

import org.jspecify.annotations.NullMarked;
