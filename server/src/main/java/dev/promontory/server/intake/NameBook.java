package dev.promontory.server.intake;

import dev.promontory.intake.Fault;
import dev.promontory.record.Name;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Names that passed their check, by the way they were written, so that a name is checked and
/// normalised once and not with every record. Safe for use by many threads.
final class NameBook {

  /// The most names held; when full the book starts anew.
  static final int MAX_NAMES = 20_000;

  private final ConcurrentHashMap<String, Name> names = new ConcurrentHashMap<>();
  private final Function<String, @Nullable Fault> check;

  NameBook(Function<String, @Nullable Fault> check) {
    this.check = check;
  }

  /// The name written so.
  ///
  /// @throws Refused if it does not pass the check
  Name get(String written) {
    var known = names.get(written);
    return known == null ? add(written) : known;
  }

  private Name add(String written) {
    var fault = check.apply(written);
    if (fault != null) {
      throw new Refused(fault);
    }
    if (names.size() >= MAX_NAMES) {
      names.clear();
    }
    var name = Name.of(written);
    names.put(written, name);
    return name;
  }

  /// How many names are held now.
  int size() {
    return names.size();
  }
}
