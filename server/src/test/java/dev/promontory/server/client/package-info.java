@NullMarked
package dev.promontory.server.client;

import org.jspecify.annotations.NullMarked;
