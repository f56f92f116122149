package dev.promontory.server.query;

import dev.promontory.server.http.InvalidRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A part of a query and where it stands.
///
/// @param path a JSON pointer
record Part(JsonNode json, String path) {

  /// The most elements of one list.
  static final int MAX_ELEMENTS = 50;

  private static final int MAX_TEXT = 512;

  /// A part of this object, or null if it is absent or null.
  @Nullable Part find(String name) {
    var child = json.path(name);
    return child.isMissingNode() || child.isNull() ? null : new Part(child, path + "/" + name);
  }

  /// The elements of a list in this object; none if it is absent.
  ///
  /// @throws InvalidRequest if it is no list of objects, or too long
  List<Part> list(String name) {
    var list = find(name);
    if (list == null) {
      return List.of();
    }
    if (!list.json().isArray() || list.json().size() > MAX_ELEMENTS) {
      throw list.wrong("a list of at most " + MAX_ELEMENTS + " objects stands here");
    }
    List<Part> elements = new ArrayList<>();
    for (int i = 0; i < list.json().size(); i++) {
      elements.add(new Part(list.json().get(i), list.path() + "/" + i));
    }
    return elements;
  }

  /// The text of a part of this object that must be there.
  ///
  /// @throws InvalidRequest if it is no text of 1 to 512 characters
  String text(String name) {
    var part = find(name);
    if (part == null || !part.json().isString()) {
      throw new InvalidRequest(path + "/" + name, "a text stands here");
    }
    var text = part.json().stringValue();
    if (text.isBlank() || text.length() > MAX_TEXT) {
      throw part.wrong("a text has 1 to " + MAX_TEXT + " characters");
    }
    return text;
  }

  /// Refuses what is not understood: it would change the answer.
  ///
  /// @throws InvalidRequest if this is no object, or has other parts than these
  void allow(Set<String> names) {
    if (!json.isObject()) {
      throw wrong("an object stands here");
    }
    for (var name : json.propertyNames()) {
      if (!names.contains(name)) {
        throw new InvalidRequest(path + "/" + name, "this is not understood here");
      }
    }
  }

  InvalidRequest wrong(String message) {
    return new InvalidRequest(path, message);
  }
}
