package dev.promontory.server.wallet;

import dev.promontory.ledger.BalanceKey;
import dev.promontory.server.http.Caller;
import dev.promontory.server.http.Query;
import dev.promontory.user.Identity;
import dev.promontory.user.Identity.Kind;
import dev.promontory.user.Users;
import io.helidon.webserver.http.ServerRequest;
import java.util.List;
import java.util.Optional;

/// The parameters of the reference's wallet endpoints: who, and which wallet.
final class PromoParameters {
  private static final List<String> NAMES = List.of("objectId", "email", "identity");

  private PromoParameters() {}

  /// The user named by `objectId`, `email` or `identity`, in this order. An e-mail address is an
  /// identity like any other.
  ///
  /// @throws PromoFault if none is there, or nobody is known by it
  static long user(ServerRequest request, Users users) {
    var identity =
        named(request, "objectId", Kind.OBJECT_ID)
            .or(() -> named(request, "email", Kind.IDENTITY))
            .or(() -> named(request, "identity", Kind.IDENTITY))
            .orElseThrow(PromoParameters::unknown);
    return users.find(Caller.account().number(), identity).orElseThrow(PromoParameters::unknown);
  }

  /// The user's balance in the wallet named by `walletId`, which need not exist.
  static BalanceKey balance(ServerRequest request, Users users) {
    var written = Query.text(request, "walletId").orElseThrow(() -> mandatory("walletId"));
    if (NAMES.stream().allMatch(name -> Query.text(request, name).isEmpty())) {
      throw mandatory("identity");
    }
    return new BalanceKey(number(written), user(request, users));
  }

  static PromoFault noSuchWallet() {
    return PromoFault.invalid("walletId is invalid or the wallet does not exist");
  }

  private static long number(String written) {
    try {
      return Long.parseLong(written);
    } catch (NumberFormatException _) {
      throw noSuchWallet();
    }
  }

  private static Optional<Identity> named(ServerRequest request, String name, Kind kind) {
    return Query.text(request, name)
        .filter(Identity::isFit)
        .map(value -> new Identity(kind, value));
  }

  private static PromoFault mandatory(String name) {
    return new PromoFault(PromoFault.PARAMETER, name + " is a mandatory key");
  }

  private static PromoFault unknown() {
    return new PromoFault(PromoFault.PARAMETER, "Invalid identity");
  }
}
