package dev.promontory.webhook;

import dev.promontory.outbox.PointsEvent;
import dev.promontory.record.Name;
import dev.promontory.record.RecordBody;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The names of what webhooks can be told of, such as `points.credited`, and the events of the log
/// that they stand for. They are part of the contract and never change.
public final class WebhookEvents {
  private static final Map<Name, String> BY_NAME = byName();

  /// Names that the contract has and nothing tells yet.
  private static final List<String> PLANNED =
      List.of(
          "grant.granted",
          "grant.refused",
          "coupon.rewarded",
          "coupon.redeemed",
          "voucher.rewarded",
          "campaign.started",
          "campaign.completed");

  private WebhookEvents() {}

  /// Each kind of reward event by its own word.
  private static Map<Name, String> byName() {
    Map<Name, String> names = new LinkedHashMap<>();
    for (var kind : PointsEvent.Kind.values()) {
      names.put(Name.of(kind.title()), "points." + kind.name().toLowerCase(Locale.ROOT));
    }
    return Collections.unmodifiableMap(names);
  }

  /// All that can be listened to.
  public static Collection<String> all() {
    return BY_NAME.values();
  }

  /// Whether a name is the contract's, though nothing tells it yet.
  public static boolean isPlanned(String event) {
    return PLANNED.contains(event);
  }

  /// What a record is called to webhooks; empty if they are never told of it.
  public static Optional<String> of(RecordBody body) {
    return body instanceof RecordBody.Event event
        ? Optional.ofNullable(BY_NAME.get(event.name()))
        : Optional.empty();
  }
}
