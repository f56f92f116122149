package dev.promontory.server.document;

import dev.promontory.document.Reading;
import dev.promontory.user.Identity;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Two users who are one: `{"from":…,"into":…}`.
///
/// @param from whose points move
/// @param into who has them then
public record MergeRequest(Identity from, Identity into) {

  /// A request, or all its problems.
  public static Reading<MergeRequest> read(JsonNode json) {
    var problems = new ProblemList();
    var fields = Fields.of(Node.root(json, problems));
    if (fields == null) {
      return new Reading.Flawed<>(problems.list());
    }
    var from = identity(fields.required("from", "Whose points move."));
    var into = identity(fields.required("into", "Who has them then."));
    fields.refuseOthers();
    if (!problems.isEmpty()) {
      return new Reading.Flawed<>(problems.list());
    }
    return new Reading.Sound<>(
        new MergeRequest(
            Identity.of(Objects.requireNonNull(from)), Identity.of(Objects.requireNonNull(into))));
  }

  private static @Nullable String identity(@Nullable Node node) {
    return node == null ? null : node.text(Identity.MAX_LENGTH);
  }
}
