/// Segments: users described by a saved rule, or listed one by one.
///
/// - **SG1** A segment in use by a campaign that is not archived, or by another segment, is not
///   deleted.
/// - **SG2** Segments that refer to segments never go in circles.
///
/// The migrations name them S1 and S2.
@NullMarked
package dev.promontory.segment;

import org.jspecify.annotations.NullMarked;
