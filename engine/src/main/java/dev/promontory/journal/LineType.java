package dev.promontory.journal;

import dev.promontory.ledger.EntryType;
import dev.promontory.ledger.LedgerLine;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/// What a line does, in the words of the API. A credit is `promised` as long as its points are
/// still to be activated, and a `credit` from then on.
public enum LineType {
  CREDIT(EntryType.CREDIT, "credit"),
  PROMISED(EntryType.CREDIT, "promised"),
  DEBIT(EntryType.DEBIT, "debit"),
  ACTIVATION(EntryType.ACTIVATION, "activation"),
  EXPIRED(EntryType.EXPIRY, "expired"),
  HOLD(EntryType.HOLD, "hold"),
  RELEASE(EntryType.RELEASE, "release"),
  CAPTURE(EntryType.CAPTURE, "capture"),
  REFUND(EntryType.REFUND, "refund"),
  REINSTATEMENT(EntryType.REINSTATEMENT, "reinstatement"),
  REVERSAL(EntryType.REVERSAL, "reversal"),
  TRANSFER_OUT(EntryType.TRANSFER_OUT, "transferOut"),
  TRANSFER_IN(EntryType.TRANSFER_IN, "transferIn");

  private final EntryType entryType;
  private final String word;

  LineType(EntryType entryType, String word) {
    this.entryType = entryType;
    this.word = word;
  }

  /// The type of the entries that are shown so; credits and promised ones have the same.
  public EntryType entryType() {
    return entryType;
  }

  public String word() {
    return word;
  }

  /// What is written in the API as this word.
  public static Optional<LineType> ofWord(String word) {
    return Arrays.stream(values()).filter(type -> type.word.equals(word)).findFirst();
  }

  /// How a line is shown at an instant.
  public static LineType of(LedgerLine line, Instant now) {
    return switch (line.entry().type()) {
      case CREDIT -> line.isPromised(now) ? PROMISED : CREDIT;
      case DEBIT -> DEBIT;
      case ACTIVATION -> ACTIVATION;
      case EXPIRY -> EXPIRED;
      case HOLD -> HOLD;
      case RELEASE -> RELEASE;
      case CAPTURE -> CAPTURE;
      case REFUND -> REFUND;
      case REINSTATEMENT -> REINSTATEMENT;
      case REVERSAL -> REVERSAL;
      case TRANSFER_OUT -> TRANSFER_OUT;
      case TRANSFER_IN -> TRANSFER_IN;
    };
  }
}
