package dev.promontory.server.user;

import dev.promontory.intake.Moments;
import dev.promontory.record.Properties;
import dev.promontory.record.Value;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/// Properties in JSON, each value as an upload would write it.
public final class PropertiesJson {
  private static final long MICROS = 1_000_000;

  private PropertiesJson() {}

  /// By names as first written in the account.
  public static Map<String, Object> of(Properties properties) {
    Map<String, Object> json = new LinkedHashMap<>();
    for (var property : properties) {
      json.put(property.name().display(), of(property.value()));
    }
    return json;
  }

  /// One value.
  public static Object of(Value value) {
    return switch (value) {
      case Value.Text text -> text.text();
      case Value.Decimal decimal -> number(decimal.micros());
      case Value.Real real -> real.number();
      case Value.Flag flag -> flag.flag();
      case Value.Date date -> Moments.DATE_PREFIX + date.epochSecond();
      case Value.Texts texts -> texts.texts();
      case Value.Nested nested -> of(nested.properties());
      case Value.Items items -> items.items().stream().map(PropertiesJson::of).toList();
    };
  }

  private static Number number(long micros) {
    return micros % MICROS == 0
        ? (Number) (micros / MICROS)
        : BigDecimal.valueOf(micros, Value.SCALE).stripTrailingZeros();
  }
}
