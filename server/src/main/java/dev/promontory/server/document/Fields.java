package dev.promontory.server.document;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/// The fields of a JSON object. It remembers which ones were asked for, so that the others can be
/// refused as unknown. A field whose value is `null` counts as absent.
final class Fields {
  private final Node node;
  private final SequencedSet<String> known = new LinkedHashSet<>();

  private Fields(Node node) {
    this.node = node;
  }

  /// The fields of an object, or null with a problem if the value is none.
  static @Nullable Fields of(Node node) {
    if (!node.json().isObject()) {
      node.wrong("An object stands here.");
      return null;
    }
    return new Fields(node);
  }

  /// The object itself.
  Node node() {
    return node;
  }

  /// A field, or null if it is absent.
  @Nullable Node optional(String name) {
    known.add(name);
    var field = node.field(name);
    return field.json().isMissingNode() || field.json().isNull() ? null : field;
  }

  /// A field, or null with a problem if it is absent.
  ///
  /// @param message what is missing, a sentence
  @Nullable Node required(String name, String message) {
    var field = optional(name);
    if (field == null) {
      node.field(name).missing(message);
    }
    return field;
  }

  /// The one field that is there of several that exclude each other; null with a problem if there
  /// is none or more than one.
  ///
  /// @param subject what is described, such as "A window"
  Map.@Nullable Entry<String, Node> one(String subject, List<String> names) {
    List<Map.Entry<String, Node>> present = new ArrayList<>();
    for (var name : names) {
      var field = optional(name);
      if (field != null) {
        present.add(Map.entry(name, field));
      }
    }
    if (present.size() == 1) {
      return present.getFirst();
    }
    var choice = " one of " + String.join(", ", names) + ".";
    if (present.isEmpty()) {
      node.missing(subject + " has" + choice);
    } else {
      node.wrong(subject + " has only" + choice);
    }
    return null;
  }

  /// Adds a problem for each field that nobody asked for.
  void refuseOthers() {
    for (var name : node.json().propertyNames()) {
      if (!known.contains(name)) {
        node.field(name)
            .wrong("There is no such field here; there are " + String.join(", ", known) + ".");
      }
    }
  }
}
