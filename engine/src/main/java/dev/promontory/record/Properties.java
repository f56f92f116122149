package dev.promontory.record;

import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Properties in the order they were sent, each name once. Immutable. Small: looked up by a walk.
public record Properties(List<Property> list) implements Iterable<Property> {

  public static final Properties NONE = new Properties(List.of());

  public Properties {
    list = List.copyOf(list);
  }

  /// Keeps the last of several properties with the same name, in the place of the first.
  public static Properties of(Collection<Property> properties) {
    Map<Name, Property> unique = LinkedHashMap.newLinkedHashMap(properties.size());
    for (var property : properties) {
      unique.put(property.name(), property);
    }
    return new Properties(List.copyOf(unique.values()));
  }

  /// The value of a property, or null if there is none.
  public @Nullable Value find(Name name) {
    for (var property : list) {
      if (property.name().equals(name)) {
        return property.value();
      }
    }
    return null;
  }

  @Override
  public Iterator<Property> iterator() {
    return list.iterator();
  }
}
