/// Wallets: what kind of points there are, how they round, expire and are consumed.
@NullMarked
package dev.promontory.wallet;

import org.jspecify.annotations.NullMarked;
