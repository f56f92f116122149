/// Contracts of the stores of campaigns and runs, through the use cases that change them; a
/// notation and a history for tests; and transactions that crash on demand.
@NullMarked
package dev.promontory.testkit.campaign;

import org.jspecify.annotations.NullMarked;
