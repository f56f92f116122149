package dev.promontory.server.wallet;

import dev.promontory.account.Account;
import dev.promontory.document.Reading;
import dev.promontory.ledger.BalanceKey;
import dev.promontory.ledger.LedgerCommand;
import dev.promontory.ledger.LedgerCommand.Credit;
import dev.promontory.ledger.LedgerCommand.Debit;
import dev.promontory.ledger.LedgerCommand.Head;
import dev.promontory.ledger.Note;
import dev.promontory.ledger.Source;
import dev.promontory.ledger.Validity;
import dev.promontory.points.Points;
import dev.promontory.server.document.Adjustment;
import dev.promontory.time.Span;
import dev.promontory.wallet.WalletExpiry;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The body of `creditDebit`. Checked in the order of the reference's table of errors; keys it does
/// not know are ignored, as the reference does.
final class CreditDebitBody {
  private static final BigDecimal MAX_POINTS = new Points(Points.MAX_THOUSANDTHS).toBigDecimal();
  private static final int MAX_MONEY_DIGITS = 12;
  private static final int MAX_MONEY_DECIMALS = 6;
  private static final List<String> BUCKETS = List.of("ACTIVE", "PROMISED");

  private CreditDebitBody() {}

  /// The command, without a transaction id yet.
  ///
  /// @throws PromoFault with the first thing that is wrong
  static LedgerCommand read(JsonNode body, Account account, BalanceKey key) {
    if (!body.isObject()) {
      throw PromoFault.invalid("the body is a JSON object");
    }
    boolean isCredit =
        switch (text(required(body, "transactionType"), "transactionType", Note.MAX_TEXT)) {
          case "CREDIT" -> true;
          case "DEBIT" -> false;
          default -> throw PromoFault.invalid("transactionType must be DEBIT or CREDIT");
        };
    var points = points(required(body, "points"));
    var description = text(required(body, "description"), "description", Note.MAX_DESCRIPTION);
    var validity = validity(body, isCredit);
    var note =
        new Note(
            description,
            optionalText(body, "orderId"),
            money(body, "saleAmount"),
            optionalText(body, "saleChannel"),
            optionalText(body, "locationId"),
            null,
            metadata(body));
    var head = new Head(0, account, key, Source.API, note);
    return isCredit ? new Credit(head, points, validity) : new Debit(head, points);
  }

  private static JsonNode required(JsonNode body, String name) {
    var value = body.path(name);
    if (value.isMissingNode() || value.isNull()) {
      throw PromoFault.invalid(name + " is required");
    }
    return value;
  }

  private static @Nullable JsonNode optional(JsonNode body, String name) {
    var value = body.path(name);
    return value.isMissingNode() || value.isNull() ? null : value;
  }

  private static Points points(JsonNode value) {
    if (!value.isNumber()) {
      throw new PromoFault(PromoFault.NOT_NUMERIC, "points must be numeric");
    }
    var number = value.decimalValue();
    if (number.signum() <= 0) {
      throw PromoFault.invalid("points must be positive");
    }
    if (number.compareTo(MAX_POINTS) > 0) {
      throw PromoFault.invalid("points are at most " + MAX_POINTS.toPlainString());
    }
    try {
      return Points.of(number);
    } catch (IllegalArgumentException _) {
      throw PromoFault.invalid("points have at most " + Points.SCALE + " decimals");
    }
  }

  private static String text(JsonNode value, String name, int max) {
    if (!value.isString()) {
      throw PromoFault.invalid(name + " must be a text");
    }
    var text = value.stringValue();
    if (text.codePointCount(0, text.length()) > max) {
      throw PromoFault.invalid(name + " has at most " + max + " characters");
    }
    return text;
  }

  private static @Nullable String optionalText(JsonNode body, String name) {
    var value = optional(body, name);
    // Order numbers are often sent as numbers.
    if (value != null && value.isIntegralNumber()) {
      return value.asString();
    }
    return value == null ? null : text(value, name, Note.MAX_TEXT);
  }

  private static @Nullable BigDecimal money(JsonNode body, String name) {
    var value = optional(body, name);
    if (value == null) {
      return null;
    }
    if (!value.isNumber()) {
      throw PromoFault.invalid(name + " must be numeric");
    }
    var number = value.decimalValue().stripTrailingZeros();
    if ((long) number.precision() - number.scale() > MAX_MONEY_DIGITS
        || number.scale() > MAX_MONEY_DECIMALS) {
      throw PromoFault.invalid(
          "%s has at most %d digits before and %d after the point"
              .formatted(name, MAX_MONEY_DIGITS, MAX_MONEY_DECIMALS));
    }
    return number;
  }

  private static Validity validity(JsonNode body, boolean isCredit) {
    var bucket = optional(body, "bucketType");
    if (bucket != null && !(bucket.isString() && BUCKETS.contains(bucket.stringValue()))) {
      throw PromoFault.invalid("bucketType must be ACTIVE or PROMISED");
    }
    var activateAfter = span(body, "activateAfter", isCredit);
    var expireAfter = span(body, "expireAfter", isCredit);
    if (bucket != null && bucket.stringValue().equals("PROMISED") != (activateAfter != null)) {
      throw PromoFault.invalid("bucketType PROMISED goes with activateAfter, and only with it");
    }
    return new Validity(
        activateAfter, expireAfter == null ? null : new WalletExpiry.After(expireAfter));
  }

  private static @Nullable Span span(JsonNode body, String name, boolean isCredit) {
    var value = optional(body, name);
    if (value == null) {
      return null;
    }
    if (!isCredit) {
      throw PromoFault.invalid(name + " goes with CREDIT only");
    }
    return switch (Adjustment.readSpan(value)) {
      case Reading.Sound<Span>(var span) -> span;
      case Reading.Flawed<Span>(var problems) ->
          throw PromoFault.invalid(name + " is wrong: " + problems.getFirst().message());
    };
  }

  private static @Nullable String metadata(JsonNode body) {
    var value = optional(body, "metadata");
    if (value == null) {
      return null;
    }
    if (!value.isObject()) {
      throw PromoFault.invalid("metadata must be an object");
    }
    if (value.isEmpty()) {
      throw PromoFault.invalid("metadata can not be empty");
    }
    var json = value.toString();
    if (json.length() > Note.MAX_METADATA) {
      throw PromoFault.invalid("metadata has at most " + Note.MAX_METADATA + " characters");
    }
    return json;
  }
}
