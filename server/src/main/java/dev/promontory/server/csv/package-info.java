/// Files of comma-separated values as callers send them: read record by record, broken ones told
/// apart from good ones.
@NullMarked
package dev.promontory.server.csv;

import org.jspecify.annotations.NullMarked;
