package dev.promontory.log;

import dev.promontory.record.Name;
import dev.promontory.record.Property;
import java.util.Arrays;
import java.util.List;

/// The names and kinds of properties that occur together, in order: what events of one name mostly
/// have in common.
final class Shape {
  private final List<Property> list;
  private final byte[] kinds;
  private final int hash;

  /// @param list properties of this shape; their values do not matter
  Shape(List<Property> list) {
    this.list = list;
    kinds = new byte[list.size()];
    int sum = kinds.length;
    for (int i = 0; i < kinds.length; i++) {
      var property = list.get(i);
      kinds[i] = BlockFormat.kind(property.value());
      sum = 31 * sum + property.name().display().hashCode() + kinds[i];
    }
    hash = sum;
  }

  int size() {
    return kinds.length;
  }

  Name name(int i) {
    return list.get(i).name();
  }

  int kind(int i) {
    return kinds[i];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape shape
        && hash == shape.hash
        && Arrays.equals(kinds, shape.kinds)
        && sameNames(list, shape.list);
  }

  private static boolean sameNames(List<Property> one, List<Property> two) {
    for (int i = 0; i < one.size(); i++) {
      if (!same(one.get(i).name(), two.get(i).name())) {
        return false;
      }
    }
    return true;
  }

  /// Names are equal by their keys alone; here they must also be written the same.
  private static boolean same(Name one, Name two) {
    return one.display().equals(two.display()) && one.key().equals(two.key());
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
