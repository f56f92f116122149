package dev.promontory.server.intake;

import dev.promontory.intake.Fault.Code;
import dev.promontory.log.NewRecord;
import dev.promontory.record.Name;
import dev.promontory.record.ProfileChange;
import dev.promontory.record.Properties;
import dev.promontory.record.RecordBody;
import dev.promontory.user.Identity;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads one record after the other, whatever the order of its keys. Holds what it has read of the
/// present one; owned by the thread that decodes the call.
final class RecordReader {
  private static final Name CHARGED = Name.of("Charged");
  private static final Set<String> KEYS = keysWithoutCase();

  private final JsonParser parser;
  private final UploadNames names;
  private final Source source;
  private final PropertiesReader eventReader;
  private final PropertiesReader objectReader;
  private final ProfileReader profileReader;

  private @Nullable Identity identity;
  private @Nullable String type;
  private @Nullable Name eventName;
  private @Nullable Properties eventData;
  private @Nullable List<ProfileChange> profileData;
  private @Nullable String eventId;
  private long epochSecond;

  /// Whose records these are.
  ///
  /// @param account number of the account
  /// @param receivedAtMillis epoch milliseconds
  record Source(int account, long receivedAtMillis) {}

  RecordReader(JsonParser parser, UploadNames names, Source source, DecodedWeight weight) {
    this.parser = parser;
    this.names = names;
    this.source = source;
    eventReader = new PropertiesReader(parser, names.eventProperties(), weight);
    objectReader = new PropertiesReader(parser, names.profileProperties(), weight);
    profileReader = new ProfileReader(parser, names.profileProperties(), objectReader, weight);
  }

  private static Set<String> keysWithoutCase() {
    var keys = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    keys.addAll(
        List.of(
            "type",
            "evtName",
            "evtData",
            "profileData",
            "ts",
            "eventId",
            "identity",
            "objectId",
            "FBID",
            "GPID"));
    return keys;
  }

  /// Reads a record from its opening brace to its closing one.
  ///
  /// @throws Refused if it cannot be taken; the parser then stands where the fault is
  NewRecord read() {
    start();
    for (var key = parser.nextName(); key != null; key = parser.nextName()) {
      if (parser.nextToken() != JsonToken.VALUE_NULL) {
        readField(key);
      }
    }
    return finish();
  }

  /// Whether the record just read held objects, for which a smaller size limit holds.
  boolean metObjects() {
    return eventReader.metObjects() || objectReader.metObjects();
  }

  private void start() {
    identity = null;
    type = null;
    eventName = null;
    eventData = null;
    profileData = null;
    eventId = null;
    epochSecond = Math.floorDiv(source.receivedAtMillis(), 1_000L);
    eventReader.startRecord();
    objectReader.startRecord();
  }

  private void readField(String key) {
    switch (key) {
      case "identity" -> readIdentity(Identity.Kind.IDENTITY);
      case "objectId" -> readIdentity(Identity.Kind.OBJECT_ID);
      case "FBID" -> readIdentity(Identity.Kind.FBID);
      case "GPID" -> readIdentity(Identity.Kind.GPID);
      case "type" -> type = Fields.text(parser, Code.TYPE, "The type is \"event\" or \"profile\".");
      case "evtName" ->
          eventName =
              names
                  .events()
                  .get(Fields.text(parser, Code.STRUCTURE, "The name of an event is a text."));
      case "evtData" -> {
        expectObject();
        eventData = eventReader.readEvent();
      }
      case "profileData" -> {
        expectObject();
        profileData = profileReader.read();
      }
      case "ts" -> epochSecond = Fields.timestamp(parser);
      case "eventId" -> eventId = Fields.eventId(parser);
      default -> skip(key);
    }
  }

  /// Several may be given: the first kind in the reference's order counts.
  private void readIdentity(Identity.Kind kind) {
    var read = Fields.identity(parser, kind);
    if (identity == null || kind.compareTo(identity.kind()) <= 0) {
      identity = read;
    }
  }

  private void expectObject() {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw new Refused(Code.STRUCTURE, "This is an object of properties.");
    }
  }

  /// Other keys are ignored, as the reference does, but not what is a known key misspelt: a record
  /// must not lose its data unnoticed.
  private void skip(String key) {
    if (KEYS.contains(key)) {
      throw new Refused(Code.STRUCTURE, "This key differs from a known one in case only.");
    }
    parser.skipChildren();
  }

  private NewRecord finish() {
    if (identity == null) {
      throw new Refused(
          Code.IDENTITY, "The identity is missing: one of identity, objectId, FBID and GPID.");
    }
    if (type == null) {
      throw new Refused(Code.TYPE, "The type is missing: \"event\" or \"profile\".");
    }
    var body =
        switch (type) {
          case "event" -> event();
          case "profile" -> profile();
          case "token" ->
              throw new Refused(Code.TYPE, "Device tokens are not taken: no messages are sent.");
          default -> throw new Refused(Code.TYPE, "The type is \"event\" or \"profile\".");
        };
    return new NewRecord(
        source.account(), identity, epochSecond, source.receivedAtMillis(), body, eventId);
  }

  private RecordBody event() {
    if (eventName == null) {
      throw new Refused(Code.EVENT_NAME_MISSING, "The evtName is missing.");
    }
    if (profileData != null) {
      throw new Refused(Code.STRUCTURE, "An event has no profileData: send a record for each.");
    }
    if (eventReader.metItems() && !eventName.equals(CHARGED)) {
      throw new Refused(
          Code.STRUCTURE, "Items: a list may stand only as Items of a Charged event.");
    }
    return new RecordBody.Event(eventName, eventData == null ? Properties.NONE : eventData);
  }

  private RecordBody profile() {
    if (eventName != null || eventData != null) {
      throw new Refused(
          Code.STRUCTURE, "A profile has no evtName and evtData: send a record for each.");
    }
    if (profileData == null) {
      throw new Refused(Code.STRUCTURE, "The profileData is missing.");
    }
    return new RecordBody.ProfileUpdate(profileData);
  }
}
