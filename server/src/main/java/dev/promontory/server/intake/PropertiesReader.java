package dev.promontory.server.intake;

import dev.promontory.intake.Fault.Code;
import dev.promontory.intake.Limits;
import dev.promontory.record.Name;
import dev.promontory.record.Properties;
import dev.promontory.record.Property;
import dev.promontory.record.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads the properties of one event, and objects inside events and profiles. Remembers for one
/// record what it met; owned by the thread that decodes the call.
final class PropertiesReader {
  private static final Name ITEMS = Name.of("Items");

  private final JsonParser parser;
  private final NameBook names;
  private final DecodedWeight weight;
  private int nestedProperties;
  private boolean metObjects;
  private boolean metItems;

  PropertiesReader(JsonParser parser, NameBook names, DecodedWeight weight) {
    this.parser = parser;
    this.names = names;
    this.weight = weight;
  }

  /// Forgets the record before.
  void startRecord() {
    nestedProperties = 0;
    metObjects = false;
    metItems = false;
  }

  /// Whether the record held an object as a value of a property, other than an item.
  boolean metObjects() {
    return metObjects;
  }

  /// Whether the record held a list of items.
  boolean metItems() {
    return metItems;
  }

  /// Reads the data of an event, from its opening brace to its closing one.
  ///
  /// @throws Refused if a property cannot be kept
  Properties readEvent() {
    List<Property> list = new ArrayList<>();
    for (var key = parser.nextName(); key != null; key = parser.nextName()) {
      var name = names.get(key);
      add(
          list,
          name,
          switch (parser.nextToken()) {
            case START_OBJECT -> {
              countNestedProperty();
              yield readNested(1, parser.nextName());
            }
            case START_ARRAY -> readItems(name);
            default -> Scalars.read(parser);
          });
    }
    return list.isEmpty() ? Properties.NONE : new Properties(list);
  }

  /// Counts a property of the record that is an object or a list.
  ///
  /// @throws Refused if it is one too many
  void countNestedProperty() {
    if (++nestedProperties > Limits.NESTED_PROPERTIES) {
      throw new Refused(
          Code.LIMIT,
          "A record has at most "
              + Limits.NESTED_PROPERTIES
              + " properties that are objects or lists.");
    }
  }

  /// Reads the rest of an object whose first key is read.
  ///
  /// @param level 1 for an object that is itself a property of the record
  /// @param first null if the object is empty
  /// @return null if the object says nothing
  /// @throws Refused if it is too deep or a property cannot be kept
  @Nullable Value readNested(int level, @Nullable String first) {
    metObjects = true;
    List<Property> list = new ArrayList<>();
    for (var key = first; key != null; key = parser.nextName()) {
      var name = names.get(key);
      boolean object = parser.nextToken() == JsonToken.START_OBJECT;
      add(list, name, object ? readDeeper(level + 1) : Scalars.read(parser));
    }
    return list.isEmpty() ? null : new Value.Nested(new Properties(list));
  }

  private @Nullable Value readDeeper(int level) {
    if (level > Limits.NESTING) {
      throw new Refused(
          Code.LIMIT, "Objects stand at most " + Limits.NESTING + " levels deep in one another.");
    }
    return readNested(level, parser.nextName());
  }

  private @Nullable Value readItems(Name name) {
    if (!name.equals(ITEMS)) {
      return Scalars.read(parser);
    }
    metItems = true;
    countNestedProperty();
    List<Properties> items = new ArrayList<>();
    for (var token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
      if (token != JsonToken.START_OBJECT) {
        throw new Refused(Code.STRUCTURE, "Items are objects.");
      }
      if (items.size() == Limits.ITEMS) {
        throw new Refused(Code.LIMIT, "A Charged event has at most " + Limits.ITEMS + " items.");
      }
      weight.add(0);
      items.add(readItem());
    }
    return items.isEmpty() ? null : new Value.Items(items);
  }

  private Properties readItem() {
    List<Property> list = new ArrayList<>();
    for (var key = parser.nextName(); key != null; key = parser.nextName()) {
      var name = names.get(key);
      parser.nextToken();
      add(list, name, Scalars.read(parser));
    }
    return new Properties(list);
  }

  /// The last of several properties with the same name counts, in the place of the first. Names of
  /// one book are mostly the same objects, and the lists are short: a walk is the cheapest way.
  private void add(List<Property> list, Name name, @Nullable Value value) {
    if (value == null) {
      return;
    }
    weight.add(value instanceof Value.Text(var text) ? text.length() : 0);
    int hash = name.hashCode();
    for (int i = 0; i < list.size(); i++) {
      var other = list.get(i).name();
      if (other.hashCode() == hash && other.equals(name)) {
        list.set(i, new Property(name, value));
        return;
      }
    }
    if (list.size() == Limits.PROPERTIES) {
      throw new Refused(Code.LIMIT, "There are at most " + Limits.PROPERTIES + " properties.");
    }
    list.add(new Property(name, value));
  }
}
