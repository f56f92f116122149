package dev.promontory.server.intake;

import dev.promontory.intake.Fault.Code;
import dev.promontory.intake.Limits;
import dev.promontory.intake.ProfileRules;
import dev.promontory.record.Name;
import dev.promontory.record.Profile;
import dev.promontory.record.ProfileChange;
import dev.promontory.record.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads the changes of a profile record: plain values and the operators `$add`, `$remove`, `$set`,
/// `$delete`, `$incr` and `$decr`. Owned by the thread that decodes the call.
final class ProfileReader {
  private final JsonParser parser;
  private final NameBook names;
  private final PropertiesReader objects;
  private final DecodedWeight weight;

  /// @param objects reads what is nested
  ProfileReader(JsonParser parser, NameBook names, PropertiesReader objects, DecodedWeight weight) {
    this.parser = parser;
    this.names = names;
    this.objects = objects;
    this.weight = weight;
  }

  /// Reads the data of a profile record, from its opening brace to its closing one. The last of
  /// several changes of one property counts.
  ///
  /// @throws Refused if a change cannot be made
  List<ProfileChange> read() {
    Map<Name, ProfileChange> changes = new LinkedHashMap<>();
    for (var key = parser.nextName(); key != null; key = parser.nextName()) {
      var change = readChange(names.get(key));
      if (change == null) {
        continue;
      }
      weight.add(change instanceof ProfileChange.Put(_, Value.Text(var text)) ? text.length() : 0);
      var fault = ProfileRules.check(change);
      if (fault != null) {
        throw new Refused(fault);
      }
      changes.put(change.property(), change);
      if (changes.size() > Limits.PROPERTIES) {
        throw new Refused(Code.LIMIT, "There are at most " + Limits.PROPERTIES + " properties.");
      }
    }
    return List.copyOf(changes.values());
  }

  private @Nullable ProfileChange readChange(Name name) {
    return switch (parser.nextToken()) {
      case START_OBJECT -> {
        var first = parser.nextName();
        if (first != null && first.startsWith("$")) {
          yield readOperator(name, first);
        }
        objects.countNestedProperty();
        yield put(name, objects.readNested(1, first));
      }
      case START_ARRAY -> {
        objects.countNestedProperty();
        yield set(name, newest(readTexts()));
      }
      default -> put(name, Scalars.read(parser));
    };
  }

  private static @Nullable ProfileChange put(Name name, @Nullable Value value) {
    return value == null ? null : new ProfileChange.Put(name, value);
  }

  private static ProfileChange set(Name name, List<String> texts) {
    return texts.isEmpty()
        ? new ProfileChange.Delete(name)
        : new ProfileChange.Put(name, new Value.Texts(texts));
  }

  private @Nullable ProfileChange readOperator(Name name, String operator) {
    var token = parser.nextToken();
    var change =
        switch (operator) {
          case "$add" -> new ProfileChange.Add(name, newest(readTextOrTexts(token)));
          case "$remove" -> new ProfileChange.Remove(name, readTextOrTexts(token));
          case "$set" -> set(name, newest(readTextOrTexts(token)));
          case "$delete" -> readDelete(name, token);
          case "$incr" -> new ProfileChange.Increment(name, readAmount(token, false));
          case "$decr" -> new ProfileChange.Increment(name, readAmount(token, true));
          default ->
              throw new Refused(
                  Code.STRUCTURE,
                  "The operators are $add, $remove, $set, $delete, $incr and $decr.");
        };
    if (parser.nextName() != null) {
      throw new Refused(Code.STRUCTURE, "A property takes one operator and nothing beside it.");
    }
    return change;
  }

  private ProfileChange readDelete(Name name, JsonToken token) {
    boolean one = token == JsonToken.VALUE_NUMBER_INT && parser.getString().equals("1");
    if (!one && token != JsonToken.VALUE_TRUE) {
      throw new Refused(Code.STRUCTURE, "A property is deleted with {\"$delete\": 1}.");
    }
    return new ProfileChange.Delete(name);
  }

  /// An exact amount keeps a counter from ever growing beyond a double.
  private Value readAmount(JsonToken token, boolean negated) {
    boolean number = token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT;
    if (number && Scalars.number(parser) instanceof Value.Decimal(var micros) && micros > 0) {
      return new Value.Decimal(negated ? -micros : micros);
    }
    throw new Refused(
        Code.STRUCTURE,
        "$incr and $decr take a number above 0 and below 10^12 with at most 6 decimals.");
  }

  private List<String> readTextOrTexts(JsonToken token) {
    return switch (token) {
      case START_ARRAY -> readTexts();
      case VALUE_STRING -> List.of(Scalars.text(parser));
      default -> throw new Refused(Code.STRUCTURE, "$add, $remove and $set take a list of texts.");
    };
  }

  private List<String> readTexts() {
    Set<String> texts = new LinkedHashSet<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() != JsonToken.VALUE_STRING) {
        throw new Refused(Code.STRUCTURE, "A multi-value property holds texts only.");
      }
      var text = Scalars.text(parser);
      weight.add(text.length());
      texts.add(text);
      if (texts.size() > Limits.LIST_TEXTS) {
        throw new Refused(
            Code.LIMIT, "A list of texts has at most " + Limits.LIST_TEXTS + " of them.");
      }
    }
    return new ArrayList<>(texts);
  }

  private static List<String> newest(List<String> texts) {
    return texts.subList(Math.max(0, texts.size() - Profile.MAX_VALUES), texts.size());
  }
}
