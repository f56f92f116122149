package dev.promontory.server.demo;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One record of the sample shop, event or profile.
///
/// @param event the event's name, or null for a profile
/// @param data properties of the event or the profile: strings, numbers, booleans, lists of such
/// @param eventId makes sending it twice harmless; null for a profile, which needs none
record ShopRecord(
    String identity,
    Instant at,
    @Nullable String event,
    Map<String, Object> data,
    @Nullable String eventId) {

  static ShopRecord profile(Customer customer) {
    return new ShopRecord(customer.identity(), customer.joinedAt(), null, customer.profile(), null);
  }

  /// The record as `POST /1/upload` takes it.
  Map<String, Object> toUpload() {
    var upload = new LinkedHashMap<String, Object>();
    upload.put("identity", identity);
    upload.put("ts", at.getEpochSecond());
    if (event == null) {
      upload.put("type", "profile");
      upload.put("profileData", data);
    } else {
      upload.put("type", "event");
      upload.put("evtName", event);
      upload.put("evtData", data);
    }
    if (eventId != null) {
      upload.put("eventId", eventId);
    }
    return upload;
  }
}
