package dev.promontory.rocksdb;

import java.util.Optional;
import java.util.stream.Stream;

/// All that can be in the way of a host.
///
/// @param course of the host itself
/// @param seeds of asking history
/// @param deciding of handing on qualifications
/// @param folding of single inputs, which are left out
record Troubles(Trouble course, Trouble seeds, Trouble deciding, Trouble folding) {

  static Troubles none() {
    return new Troubles(
        new Trouble("live campaigns stand still; they go on from the last checkpoint"),
        new Trouble("users wait for what history knows of them; it is asked again"),
        new Trouble("nobody is rewarded by live campaigns; it is tried again"),
        new Trouble("an input was left out of live campaigns, for its user only"));
  }

  Optional<String> obstacle() {
    return Stream.of(course, seeds, deciding, folding)
        .flatMap(trouble -> trouble.sentence().stream())
        .findFirst();
  }
}
