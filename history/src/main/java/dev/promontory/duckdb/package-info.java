/// The columnar history of events and profiles in DuckDB, derived from the log and rebuilt from it.
@NullMarked
package dev.promontory.duckdb;

import org.jspecify.annotations.NullMarked;
