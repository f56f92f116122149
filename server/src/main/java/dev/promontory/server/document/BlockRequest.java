package dev.promontory.server.document;

import dev.promontory.document.Reading;
import dev.promontory.user.Identity;
import dev.promontory.wallet.Blocks;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/// A user to be blocked in a wallet: `{"identity":…,"reason":…}`.
public record BlockRequest(Identity identity, String reason) {

  /// A request, or all its problems.
  public static Reading<BlockRequest> read(JsonNode json) {
    var problems = new ProblemList();
    var fields = Fields.of(Node.root(json, problems));
    if (fields == null) {
      return new Reading.Flawed<>(problems.list());
    }
    var who = fields.required("identity", "Who is to be blocked.");
    var identity = who == null ? null : who.text(Identity.MAX_LENGTH);
    var why = fields.required("reason", "Why, for whoever looks into it.");
    var reason = why == null ? null : why.freeText(Blocks.MAX_REASON);
    fields.refuseOthers();
    if (!problems.isEmpty()) {
      return new Reading.Flawed<>(problems.list());
    }
    return new Reading.Sound<>(
        new BlockRequest(
            Identity.of(Objects.requireNonNull(identity)), Objects.requireNonNull(reason)));
  }
}
