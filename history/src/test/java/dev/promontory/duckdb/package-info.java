@NullMarked
package dev.promontory.duckdb;

import org.jspecify.annotations.NullMarked;
