package dev.promontory.server.intake;

import dev.promontory.intake.Fault;

/// A record turned out to be unacceptable while it was read. Caught where records are read one by
/// one; carries no stack trace, for there may be a thousand in a call.
final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Fault fault;

  Refused(Fault fault) {
    super(fault.text(), null, false, false);
    this.fault = fault;
  }

  Refused(Fault.Code code, String text) {
    this(new Fault(code, text));
  }

  Fault fault() {
    return fault;
  }
}
