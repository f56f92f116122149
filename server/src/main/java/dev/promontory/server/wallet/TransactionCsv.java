package dev.promontory.server.wallet;

import dev.promontory.ledger.LedgerLine;
import dev.promontory.server.csv.CsvWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Transactions as CSV: the fields of [JournalView], with a line of their names first.
final class TransactionCsv {
  private static final List<String> HEADER =
      List.of(
          "transactionId",
          "identity",
          "user",
          "type",
          "source",
          "points",
          "activeChange",
          "promisedChange",
          "heldChange",
          "activeAfter",
          "promisedAfter",
          "heldAfter",
          "at",
          "description",
          "orderId",
          "saleAmount",
          "saleChannel",
          "locationId",
          "metadata",
          "campaignId",
          "relatedId",
          "shortfall",
          "hash");

  /// What strangers wrote.
  private static final Set<String> TEXTS =
      Set.of("identity", "description", "orderId", "saleChannel", "locationId", "metadata");

  private final CsvWriter csv;

  /// Writes the header.
  TransactionCsv(OutputStream bytes) throws IOException {
    this.csv = new CsvWriter(bytes);
    for (var name : HEADER) {
      csv.plain(name);
    }
    csv.end();
  }

  void write(LedgerLine line, Instant now, @Nullable String identity) throws IOException {
    var view = JournalView.line(line, now, identity);
    for (var name : HEADER) {
      var value = view.get(name);
      var text = value == null ? null : value.toString();
      if (TEXTS.contains(name)) {
        csv.text(text);
      } else {
        csv.plain(text);
      }
    }
    csv.end();
  }

  void flush() throws IOException {
    csv.flush();
  }
}
