/// Intake over HTTP: uploads are decoded in one pass, checked record by record and appended to the
/// log before they are answered.
///
/// - **U1** A call is decoded to its end before anything is appended: malformed JSON anywhere
///   leaves nothing stored.
/// - **U2** Every record sent is either processed or listed as unprocessed, with its code and
///   place.
/// - **U3** What is answered as processed is on disk (E1).
@NullMarked
package dev.promontory.server.intake;

import org.jspecify.annotations.NullMarked;
