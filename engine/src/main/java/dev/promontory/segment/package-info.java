/// Segments: users described by a saved rule, or listed one by one.
///
/// - **S1** A segment in use by a campaign that is not archived, or by another segment, is not
///   deleted.
/// - **S2** Segments that refer to segments never go in circles.
@NullMarked
package dev.promontory.segment;

import org.jspecify.annotations.NullMarked;
