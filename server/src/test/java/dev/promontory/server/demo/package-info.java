@NullMarked
package dev.promontory.server.demo;

import org.jspecify.annotations.NullMarked;
