package dev.promontory.server.intake;

import dev.promontory.intake.Names;

/// The names met in uploads, a book for each kind.
record UploadNames(NameBook events, NameBook eventProperties, NameBook profileProperties) {

  UploadNames() {
    this(
        new NameBook(Names::checkEvent),
        new NameBook(Names::checkEventProperty),
        new NameBook(Names::checkProfileProperty));
  }
}
