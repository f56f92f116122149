package dev.promontory.server.user;

import dev.promontory.account.Account;
import dev.promontory.record.Name;
import dev.promontory.server.http.Caller;
import dev.promontory.server.http.InvalidRequest;
import dev.promontory.server.http.Query;
import dev.promontory.user.Identity;
import dev.promontory.user.Identity.Kind;
import dev.promontory.user.Users;
import io.helidon.webserver.http.ServerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// Finds the user that a request names.
public final class FindUser {
  private static final Name EMAIL = Name.of("Email");
  private static final List<String> PARAMETERS = List.of("identity", "objectId", "email");

  private final Users users;
  private final Recent recent;

  public FindUser(Users users, Recent recent) {
    this.users = users;
    this.recent = recent;
  }

  /// By exactly one of the parameters `identity`, `objectId` and `email`. An e-mail address is
  /// first sought among the profiles and then among the identities.
  ///
  /// @throws InvalidRequest if there is none, or more than one
  public OptionalLong byParameters(ServerRequest request) {
    List<String> given = new ArrayList<>();
    for (var name : PARAMETERS) {
      if (Query.text(request, name).isPresent()) {
        given.add(name);
      }
    }
    if (given.size() != 1) {
      throw new InvalidRequest("", "give one of the parameters identity, objectId and email");
    }
    var value = Query.text(request, given.getFirst()).orElseThrow();
    var account = Caller.account();
    return switch (given.getFirst()) {
      case "objectId" -> find(account, Kind.OBJECT_ID, value);
      case "email" -> byEmail(account, value);
      default -> find(account, Kind.IDENTITY, value);
    };
  }

  /// By the last part of the path, as the kind that the parameter `type` names.
  ///
  /// @throws InvalidRequest if there is no such kind
  OptionalLong byPath(ServerRequest request) {
    var type = Query.text(request, "type").orElse(Kind.IDENTITY.key());
    for (var kind : Kind.values()) {
      if (kind.key().equals(type)) {
        return find(Caller.account(), kind, request.path().pathParameters().get("identity"));
      }
    }
    throw new InvalidRequest("type", "one of identity, objectId, FBID and GPID");
  }

  private OptionalLong byEmail(Account account, String value) {
    var found = recent.history().findByProfileText(account, EMAIL, value);
    return found.isPresent() ? found : find(account, Kind.IDENTITY, value);
  }

  private OptionalLong find(Account account, Kind kind, String value) {
    return Identity.isFit(value)
        ? users.find(account.number(), new Identity(kind, value))
        : OptionalLong.empty();
  }
}
