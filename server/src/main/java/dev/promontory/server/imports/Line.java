package dev.promontory.server.imports;

/// A line of the input.
///
/// @param number 1 and up
/// @param bytes without the line break; cut short if the line is longer than a record may be
/// @param whole false if it was cut
// The bytes are never changed, and lines are never compared.
@SuppressWarnings("ArrayRecordComponent")
record Line(long number, byte[] bytes, boolean whole) {

  boolean isBlank() {
    for (byte b : bytes) {
      if (b != ' ' && b != '\t' && b != '\r') {
        return false;
      }
    }
    return true;
  }
}
