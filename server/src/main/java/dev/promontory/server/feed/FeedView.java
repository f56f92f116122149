package dev.promontory.server.feed;

import dev.promontory.log.LogRecord;
import dev.promontory.record.ProfileChange;
import dev.promontory.record.RecordBody;
import dev.promontory.record.Value;
import dev.promontory.server.campaign.GrantView;
import dev.promontory.server.http.Json;
import dev.promontory.server.user.PropertiesJson;
import dev.promontory.user.Identity;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Items of the feed as server-sent events (WHATWG HTML, section 9.2).
final class FeedView {
  private FeedView() {}

  /// The first event of a connection.
  ///
  /// @param position everything behind it is told
  /// @param retryMillis how long a client waits before it connects again
  static byte[] opening(long position, int retryMillis) {
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(ascii("retry: " + retryMillis + "\n"));
    bytes.writeBytes(event("open", position, Map.of("position", position)));
    return bytes.toByteArray();
  }

  /// A comment, which keeps the connection alive, and the position to go on at.
  ///
  /// @param position up to which everything is told, or 0: not known
  static byte[] heartbeat(long position) {
    return ascii(position == 0 ? ": \n\n" : ": \nid: " + position + "\n\n");
  }

  /// Items, in order.
  ///
  /// @param names of the users in them, as far as they are known
  static byte[] events(List<FeedItem> items, Map<Long, Identity> names) {
    var bytes = new ByteArrayOutputStream();
    for (var item : items) {
      bytes.writeBytes(
          switch (item) {
            case FeedItem.Logged(var record) -> logged(record, names.get(record.user()));
            case FeedItem.OfCampaign of -> ofCampaign(of, names.get(of.user()));
            case FeedItem.Dropped(long count, long position) ->
                event("dropped", position, Map.of("count", count));
            case FeedItem.Gap(long from, long position) -> {
              Map<String, Object> view = new LinkedHashMap<>();
              view.put("from", from);
              view.put("to", position);
              yield event("gap", position, view);
            }
          });
    }
    return bytes.toByteArray();
  }

  private static byte[] logged(LogRecord record, @Nullable Identity name) {
    var kind = FeedKind.of(record).key();
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("kind", kind);
    view.put("position", record.position());
    putUser(view, record.user(), name);
    view.put("receivedAt", Instant.ofEpochMilli(record.receivedAtMillis()).toString());
    switch (record.body()) {
      case RecordBody.Event(var eventName, var properties) -> {
        view.put("name", eventName.display());
        view.put("at", Instant.ofEpochSecond(record.epochSecond()).toString());
        view.put("properties", PropertiesJson.of(properties));
      }
      case RecordBody.ProfileUpdate(var changes) -> view.put("changes", changes(changes));
    }
    return event(kind, record.position(), view);
  }

  private static byte[] ofCampaign(FeedItem.OfCampaign item, @Nullable Identity name) {
    var grant = item.grant();
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("kind", item.kind().key());
    view.put("campaign", grant.key().campaignId());
    view.put("occurrence", grant.key().occurrence());
    putUser(view, grant.key().user(), name);
    view.put("qualifiedAt", grant.qualifiedAt().toString());
    if (item.kind() != FeedKind.QUALIFICATION) {
      GrantView.put(view, grant);
    }
    return event(item.kind().key(), item.position(), view);
  }

  private static void putUser(Map<String, Object> view, long user, @Nullable Identity name) {
    view.put("user", user);
    if (name != null) {
      view.put("identity", name.value());
      view.put("type", name.kind().key());
    }
  }

  /// As an upload would write them.
  private static Map<String, Object> changes(List<ProfileChange> changes) {
    Map<String, Object> view = new LinkedHashMap<>();
    for (var change : changes) {
      view.put(change.property().display(), change(change));
    }
    return view;
  }

  private static Object change(ProfileChange change) {
    return switch (change) {
      case ProfileChange.Put(_, Value.Texts texts) -> Map.of("$set", texts.texts());
      case ProfileChange.Put(_, var value) -> PropertiesJson.of(value);
      case ProfileChange.Delete _ -> Map.of("$delete", 1);
      case ProfileChange.Add(_, var values) -> Map.of("$add", values);
      case ProfileChange.Remove(_, var values) -> Map.of("$remove", values);
      case ProfileChange.Increment(_, var amount) -> Map.of("$incr", PropertiesJson.of(amount));
    };
  }

  /// JSON has no line breaks of its own, so the data is one line.
  private static byte[] event(String type, long id, Map<String, Object> data) {
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(ascii("id: " + id + "\nevent: " + type + "\ndata: "));
    bytes.writeBytes(Json.bytes(data));
    bytes.writeBytes(ascii("\n\n"));
    return bytes.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
