package dev.promontory.server.imports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// How far an import has come: what the state file holds.
///
/// @param fingerprint of the input
/// @param lines up to this line everything is answered
/// @param blank how many of these lines were blank
/// @param rejected how many of these lines were rejected
/// @param rejectsBytes length of the rejects file that holds them
record ResumePoint(String fingerprint, long lines, long blank, long rejected, long rejectsBytes) {
  private static final JsonMapper JSON = new JsonMapper();

  /// The beginning.
  static ResumePoint start(String fingerprint) {
    return new ResumePoint(fingerprint, 0, 0, 0, 0);
  }

  /// How many of the lines were taken.
  long accepted() {
    return lines - blank - rejected;
  }

  /// Where to go on with an input: the beginning if there is no state file.
  ///
  /// @throws ImportFailure if the state file is of another input, or cannot be read
  static ResumePoint load(Path file, String fingerprint) throws IOException {
    if (!Files.exists(file)) {
      return start(fingerprint);
    }
    try {
      var json = JSON.readTree(Files.readString(file));
      var point =
          new ResumePoint(
              json.required("fingerprint").stringValue(),
              json.required("lines").longValue(),
              json.required("blank").longValue(),
              json.required("rejected").longValue(),
              json.required("rejectsBytes").longValue());
      if (point.fingerprint().equals(fingerprint)) {
        return point;
      }
    } catch (JacksonException e) {
      throw new ImportFailure(file + " is not a state file of an import; delete it", e);
    }
    throw new ImportFailure(
        "the input has changed since its import was interrupted; to begin anew, delete " + file);
  }

  /// Replaces the state file in one step.
  void save(Path file) throws IOException {
    var json =
        JSON.createObjectNode()
            .put("fingerprint", fingerprint)
            .put("lines", lines)
            .put("blank", blank)
            .put("rejected", rejected)
            .put("rejectsBytes", rejectsBytes);
    var fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(fresh, JSON.writeValueAsString(json) + "\n");
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
