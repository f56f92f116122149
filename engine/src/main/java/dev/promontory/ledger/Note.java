package dev.promontory.ledger;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What is written beside the points of an entry. Strings are kept as sent.
///
/// @param description free text, at most [#MAX_DESCRIPTION] characters
/// @param orderId the caller's order, at most [#MAX_TEXT] characters; not a key
/// @param saleAmount the value of the order, at most 12 digits before and 6 after the point
/// @param saleChannel at most [#MAX_TEXT] characters
/// @param locationId at most [#MAX_TEXT] characters
/// @param campaignId the campaign that gave the points
/// @param metadataJson a JSON object, or null
public record Note(
    @Nullable String description,
    @Nullable String orderId,
    @Nullable BigDecimal saleAmount,
    @Nullable String saleChannel,
    @Nullable String locationId,
    @Nullable Long campaignId,
    @Nullable String metadataJson) {

  /// The longest description, in characters.
  public static final int MAX_DESCRIPTION = 512;

  /// The longest of the other texts, in characters.
  public static final int MAX_TEXT = 120;

  /// The longest metadata, in characters.
  public static final int MAX_METADATA = 8192;

  /// Decimal places of a sale amount.
  public static final int MONEY_SCALE = 6;

  /// Nothing.
  public static final Note NONE = new Note(null, null, null, null, null, null, null);

  /// Only a description.
  public static Note of(String description) {
    return new Note(description, null, null, null, null, null, null);
  }

  /// The same with another description.
  public Note withDescription(@Nullable String text) {
    return new Note(text, orderId, saleAmount, saleChannel, locationId, campaignId, metadataJson);
  }

  /// Whether there is anything to read but for the campaign.
  public boolean isWritten() {
    return description != null
        || orderId != null
        || saleAmount != null
        || saleChannel != null
        || locationId != null
        || metadataJson != null;
  }

  /// The hash of what is written, but for the campaign, which is part of the entry; null if nothing
  /// is. It stays when the note of a deleted user goes.
  public @Nullable Hash hash() {
    var micros =
        saleAmount == null ? null : saleAmount.movePointRight(MONEY_SCALE).toBigIntegerExact();
    return Chain.hash(
        Arrays.asList(
            description,
            orderId,
            micros == null ? null : micros.toString(),
            saleChannel,
            locationId,
            metadataJson));
  }

  /// What a campaign writes beside its rewards.
  public static Note ofCampaign(long campaignId, Map<String, String> metadata) {
    return new Note(null, null, null, null, null, campaignId, json(metadata));
  }

  private static @Nullable String json(Map<String, String> texts) {
    return texts.isEmpty()
        ? null
        : new TreeMap<>(texts)
            .entrySet().stream()
                .map(text -> quote(text.getKey()) + ":" + quote(text.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
  }

  /// A JSON string (RFC 8259 section 7): quotes, backslashes and control characters are escaped.
  private static String quote(String text) {
    var json = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == '"' || c == '\\' || Character.isSurrogate(c)) {
        json.append("\\u").append(HexFormat.of().toHexDigits(c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }
}
