package dev.promontory.server.wallet;

import dev.promontory.server.http.Caller;
import dev.promontory.server.http.InvalidRequest;
import dev.promontory.server.http.Query;
import dev.promontory.user.Identity;
import dev.promontory.user.Users;
import io.helidon.webserver.http.ServerRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Whose points a request is about: the parameter `identity`.
final class Holders {
  private Holders() {}

  /// Somebody, or everybody.
  ///
  /// @param number of the user, or null if no identity was given
  record Holder(@Nullable Long number) {}

  /// Whom the request is about; empty if nobody is known by the identity.
  ///
  /// @throws InvalidRequest if the identity is none
  static Optional<Holder> find(ServerRequest request, Users users) {
    var identity = Query.text(request, "identity");
    if (identity.isEmpty()) {
      return Optional.of(new Holder(null));
    }
    var number = number(identity.get(), users);
    return number.map(Holder::new);
  }

  /// The number of the user the request is about; empty if nobody is known by the identity.
  ///
  /// @throws InvalidRequest if there is no identity
  static Optional<Long> one(ServerRequest request, Users users) {
    return number(
        Query.text(request, "identity")
            .orElseThrow(() -> new InvalidRequest("identity", "whose points they are")),
        users);
  }

  private static Optional<Long> number(String identity, Users users) {
    if (!Identity.isFit(identity)) {
      throw new InvalidRequest("identity", "this is no identity");
    }
    var number = users.find(Caller.account().number(), Identity.of(identity));
    return number.isPresent() ? Optional.of(number.getAsLong()) : Optional.empty();
  }
}
