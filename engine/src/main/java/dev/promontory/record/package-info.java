/// What users do and are: events and profile updates with typed property values.
///
/// - **N1** Names of events and properties are compared without regard to case and with spaces
///   removed, and shown as first written (S3.8).
/// - **N2** A number that fits twelve digits before and six after the point is exact
///   ([Value.Decimal]); only others are kept as doubles ([Value.Real]).
/// - **N3** A profile is the fold of its updates in log order; nothing else changes it.
@NullMarked
package dev.promontory.record;

import org.jspecify.annotations.NullMarked;
