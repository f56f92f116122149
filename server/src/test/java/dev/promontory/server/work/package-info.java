/// Tests of what the server does by itself.
@NullMarked
package dev.promontory.server.work;

import org.jspecify.annotations.NullMarked;
