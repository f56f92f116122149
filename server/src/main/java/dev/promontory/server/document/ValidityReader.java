package dev.promontory.server.document;

import dev.promontory.ledger.Validity;
import dev.promontory.wallet.WalletExpiry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads when points become usable and when they expire: the `validity` of a reward.
final class ValidityReader {
  private ValidityReader() {}

  /// A validity, or null with its problems.
  static @Nullable Validity read(Node node) {
    var fields = Fields.of(node);
    if (fields == null) {
      return null;
    }
    var activate = fields.optional("activateAfter");
    var delay = activate == null ? null : Spans.read(activate);
    var expire = fields.optional("expire");
    var expiry = expire == null ? null : expiry(expire);
    fields.refuseOthers();
    boolean isRead = (activate == null || delay != null) && (expire == null || expiry != null);
    return isRead ? new Validity(delay, expiry) : null;
  }

  private static @Nullable WalletExpiry expiry(Node node) {
    if (node.json().isString() && node.json().stringValue().equals("never")) {
      return new WalletExpiry.Never();
    }
    if (!node.json().isObject()) {
      node.wrong("Points expire \"never\", {\"on\":\"2026-12-31\"} or {\"after\":{…}}.");
      return null;
    }
    var fields = Fields.of(node);
    var way = fields == null ? null : fields.one("An expiry", List.of("on", "after"));
    if (fields == null || way == null) {
      return null;
    }
    fields.refuseOthers();
    if (way.getKey().equals("on")) {
      var day = way.getValue().date();
      return day == null ? null : new WalletExpiry.OnDay(day);
    }
    var span = Spans.read(way.getValue());
    return span == null ? null : new WalletExpiry.After(span);
  }
}
