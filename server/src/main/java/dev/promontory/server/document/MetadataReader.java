package dev.promontory.server.document;

import dev.promontory.grant.PointsReward.Metadata;
import dev.promontory.record.Name;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the keys and values that a reward writes on its ledger entry: `{"promoType":"festival"}`,
/// or `{"orderId":{"systemKey":"Charged ID"}}` for what is taken from the trigger event.
final class MetadataReader {
  private MetadataReader() {}

  /// Keys and values, or null with their problems.
  static @Nullable Metadata read(Node node, Setting setting) {
    if (!node.json().isObject()) {
      node.wrong("An object of keys and texts stands here.");
      return null;
    }
    if (node.json().size() > Metadata.MAX_KEYS) {
      node.wrong("There are at most " + Metadata.MAX_KEYS + " keys.");
      return null;
    }
    Map<String, String> fixed = new LinkedHashMap<>();
    Map<String, Name> carried = new LinkedHashMap<>();
    for (var key : node.json().propertyNames()) {
      var field = node.field(key);
      var offence =
          key.isBlank() ? "A key is not blank." : Texts.offenceInName(key, Texts.MAX_NAME);
      if (offence != null) {
        field.wrong(offence);
      }
      if (field.json().isObject()) {
        put(key, property(field, setting), carried);
      } else {
        put(key, field.text(Texts.MAX_VALUE), fixed);
      }
    }
    return fixed.size() + carried.size() == node.json().size()
        ? new Metadata(fixed, carried)
        : null;
  }

  private static <T> void put(String key, @Nullable T value, Map<String, T> values) {
    if (value != null) {
      values.put(key, value);
    }
  }

  /// The property of the trigger event whose value is taken.
  private static @Nullable Name property(Node node, Setting setting) {
    var fields = Fields.of(node);
    var key = fields == null ? null : fields.required("systemKey", "A property of the trigger.");
    if (fields != null) {
      fields.refuseOthers();
    }
    var reason = setting.whyNothingCarried();
    if (key != null && reason != null) {
      key.wrong(reason);
      return null;
    }
    return key == null ? null : Texts.property(key);
  }
}
