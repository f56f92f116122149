@NullMarked
package dev.promontory.bench;

import org.jspecify.annotations.NullMarked;
