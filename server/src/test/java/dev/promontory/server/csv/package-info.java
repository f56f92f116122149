/// Tests of reading comma-separated values.
@NullMarked
package dev.promontory.server.csv;

import org.jspecify.annotations.NullMarked;
