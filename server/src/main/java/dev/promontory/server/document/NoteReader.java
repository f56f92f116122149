package dev.promontory.server.document;

import dev.promontory.ledger.Note;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// Reads what is written beside points: `description`, `orderId`, `saleAmount`, `saleChannel`,
/// `locationId`, `metadata`, all of them optional.
final class NoteReader {
  private static final BigDecimal MAX_MONEY = new BigDecimal("999999999999.999999");

  private NoteReader() {}

  /// The note that stands in an object, as far as it is sound; problems are added to its list.
  static Note read(Fields fields) {
    return new Note(
        text(fields, "description", Note.MAX_DESCRIPTION),
        text(fields, "orderId", Note.MAX_TEXT),
        money(fields.optional("saleAmount")),
        text(fields, "saleChannel", Note.MAX_TEXT),
        text(fields, "locationId", Note.MAX_TEXT),
        null,
        metadata(fields.optional("metadata")));
  }

  private static @Nullable String text(Fields fields, String name, int max) {
    var node = fields.optional(name);
    return node == null ? null : node.freeText(max);
  }

  private static @Nullable BigDecimal money(@Nullable Node node) {
    var amount = node == null ? null : node.number();
    if (node == null || amount == null) {
      return null;
    }
    if (amount.abs().compareTo(MAX_MONEY) > 0 || amount.scale() > Note.MONEY_SCALE) {
      node.wrong("An amount has at most 12 digits before and 6 after the point.");
      return null;
    }
    return amount;
  }

  private static @Nullable String metadata(@Nullable Node node) {
    if (node == null) {
      return null;
    }
    if (!node.json().isObject() || node.json().isEmpty()) {
      node.wrong("Metadata are an object with at least one field.");
      return null;
    }
    var json = node.json().toString();
    if (json.length() > Note.MAX_METADATA) {
      node.wrong("Metadata have at most " + Note.MAX_METADATA + " characters.");
      return null;
    }
    return json;
  }
}
