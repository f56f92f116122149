/// Wallets over HTTP: the reference's three endpoints, and the management of wallets and points.
@NullMarked
package dev.promontory.server.wallet;

import org.jspecify.annotations.NullMarked;
