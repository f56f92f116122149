@NullMarked
package dev.promontory.rocksdb;

import org.jspecify.annotations.NullMarked;
