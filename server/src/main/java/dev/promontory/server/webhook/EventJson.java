package dev.promontory.server.webhook;

import dev.promontory.log.LogRecord;
import dev.promontory.record.Name;
import dev.promontory.record.Properties;
import dev.promontory.record.RecordBody;
import dev.promontory.record.Value;
import dev.promontory.server.user.PropertiesJson;
import dev.promontory.user.Identity;
import dev.promontory.webhook.Payloads;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/// Writes events of the log as webhooks tell them: `{"type":…,"timestamp":…,"data":{…}}`. All that
/// is not ASCII is escaped, so the body is the same bytes in every encoding, and whatever a text
/// holds can be written.
public final class EventJson implements Payloads {
  private static final JsonMapper MAPPER =
      JsonMapper.builder(JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build())
          .build();

  /// Properties whose fields are not simply their names.
  private static final Map<Name, String> FIELDS =
      Map.of(
          Name.of("Points Description"), "description",
          Name.of("Points Expiry Date"), "expiresAt",
          Name.of("Points Activation Date"), "activatesAt",
          Name.of("Event Timestamp"), "occurredAt");

  /// Properties that say what others say: the expiry in words, and that the system is the sender.
  private static final Set<Name> LEFT_OUT = Set.of(Name.of("Points Expiry"), Name.of("CT Source"));

  @Override
  public String write(String event, LogRecord record, List<Identity> identities) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("user", record.user());
    if (!identities.isEmpty()) {
      var first = identities.getFirst();
      data.put("identity", first.value());
      data.put("identityType", first.kind().key());
    }
    if (record.body() instanceof RecordBody.Event(_, var properties)) {
      putAll(data, properties);
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", event);
    body.put("timestamp", instant(record.epochSecond()));
    body.put("data", data);
    return json(body);
  }

  /// Any JSON in ASCII.
  static String json(Map<String, Object> body) {
    return new String(MAPPER.writeValueAsBytes(body), StandardCharsets.US_ASCII);
  }

  private static void putAll(Map<String, Object> data, Properties properties) {
    for (var property : properties) {
      if (!LEFT_OUT.contains(property.name())) {
        var known = FIELDS.get(property.name());
        var field = known == null ? field(property.name().display()) : known;
        data.put(field, value(property.value()));
      }
    }
  }

  private static Object value(Value value) {
    return value instanceof Value.Date(long epochSecond)
        ? instant(epochSecond)
        : PropertiesJson.of(value);
  }

  private static Object instant(long epochSecond) {
    try {
      return Instant.ofEpochSecond(epochSecond).toString();
    } catch (DateTimeException _) {
      return epochSecond;
    }
  }

  /// `Wallet ID` becomes `walletId`.
  static String field(String name) {
    var field = new StringBuilder(name.length());
    for (var word : name.strip().split("\\s+", -1)) {
      var lower = word.toLowerCase(Locale.ROOT);
      if (field.isEmpty() || lower.isEmpty()) {
        field.append(lower);
      } else {
        int first = lower.offsetByCodePoints(0, 1);
        field
            .append(lower.substring(0, first).toUpperCase(Locale.ROOT))
            .append(lower, first, lower.length());
      }
    }
    return field.toString();
  }
}
