package dev.promontory.server.document;

import dev.promontory.campaign.Qualification;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the keys and values that a reward writes on its ledger entry: `{"promoType":"festival"}`.
final class MetadataReader {
  /// The most keys.
  static final int MAX_KEYS = 20;

  private MetadataReader() {}

  /// Keys and values, or null with their problems.
  static @Nullable Map<String, String> read(Node node, @Nullable Qualification qualification) {
    if (!node.json().isObject()) {
      node.wrong("An object of keys and texts stands here.");
      return null;
    }
    if (node.json().size() > MAX_KEYS) {
      node.wrong("There are at most " + MAX_KEYS + " keys.");
      return null;
    }
    Map<String, String> metadata = new LinkedHashMap<>();
    for (var key : node.json().propertyNames()) {
      var field = node.field(key);
      var offence =
          key.isBlank() ? "A key is not blank." : Texts.offenceInName(key, Texts.MAX_NAME);
      if (offence != null) {
        field.wrong(offence);
      }
      var value = value(field, qualification);
      if (value != null) {
        metadata.put(key, value);
      }
    }
    return metadata.size() == node.json().size() ? metadata : null;
  }

  private static @Nullable String value(Node node, @Nullable Qualification qualification) {
    if (!node.json().isObject()) {
      return node.text(Texts.MAX_VALUE);
    }
    var fields = Fields.of(node);
    var key = fields == null ? null : fields.required("systemKey", "A property of the trigger.");
    if (fields != null) {
      fields.refuseOthers();
    }
    if (key != null) {
      if (qualification == Qualification.LIVE) {
        key.notBuilt("Metadata from the trigger is not built yet.");
      } else {
        key.wrong(
            "A system key is taken from the event that triggers a reward; here is no trigger.");
      }
    }
    return null;
  }
}
