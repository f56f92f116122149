/// Tests of the live feed: its queue, its hub, and the stream over HTTP.
@NullMarked
package dev.promontory.server.feed;

import org.jspecify.annotations.NullMarked;
