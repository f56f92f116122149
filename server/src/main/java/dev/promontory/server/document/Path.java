package dev.promontory.server.document;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The place of a value in a document: `who.rule.all[1].did`.
///
/// @param parent null for the root
/// @param step how the value is found in its parent, as written in the path
record Path(@Nullable Path parent, String step) {
  static final Path ROOT = new Path(null, "");

  /// The longest part of a name that a path shows.
  private static final int MAX_NAME = 60;

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_$][A-Za-z0-9_$-]*");

  /// A field of this object. A name that is not a plain word is quoted, shortened and stripped of
  /// control characters: it is the caller's, and may be hostile.
  Path field(String name) {
    if (name.length() <= MAX_NAME && PLAIN.matcher(name).matches()) {
      return new Path(this, parent == null ? name : "." + name);
    }
    return new Path(this, "[\"" + Shown.text(name, MAX_NAME) + "\"]");
  }

  /// An element of this list, counted from 0.
  Path index(int index) {
    return new Path(this, "[" + index + "]");
  }

  @Override
  public String toString() {
    var written = new StringBuilder();
    for (var path = this; path != null; path = path.parent()) {
      written.insert(0, path.step());
    }
    return written.toString();
  }
}
