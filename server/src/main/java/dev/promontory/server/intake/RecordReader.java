package dev.promontory.server.intake;

import dev.promontory.intake.Fault.Code;
import dev.promontory.intake.Identities;
import dev.promontory.intake.Limits;
import dev.promontory.intake.Moments;
import dev.promontory.intake.Texts;
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

  RecordReader(JsonParser parser, UploadNames names, Source source) {
    this.parser = parser;
    this.names = names;
    this.source = source;
    eventReader = new PropertiesReader(parser, names.eventProperties());
    objectReader = new PropertiesReader(parser, names.profileProperties());
    profileReader = new ProfileReader(parser, names.profileProperties(), objectReader);
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
      case "type" -> type = string(Code.TYPE, "The type is \"event\" or \"profile\".");
      case "evtName" ->
          eventName = names.events().get(string(Code.STRUCTURE, "The name of an event is a text."));
      case "evtData" -> {
        expectObject();
        eventData = eventReader.readEvent();
      }
      case "profileData" -> {
        expectObject();
        profileData = profileReader.read();
      }
      case "ts" -> epochSecond = timestamp();
      case "eventId" -> eventId = eventId();
      default -> skip(key);
    }
  }

  private void readIdentity(Identity.Kind kind) {
    boolean written =
        switch (parser.currentToken()) {
          case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> true;
          default -> false;
        };
    if (!written) {
      var code = kind == Identity.Kind.OBJECT_ID ? Code.OBJECT_ID : Code.IDENTITY;
      throw new Refused(code, "An identity is a text or a number.");
    }
    var value = parser.getString();
    var fault = Identities.check(kind, value);
    if (fault != null) {
      throw new Refused(fault);
    }
    // Several may be given: the first kind in the reference's order counts.
    if (identity == null || kind.compareTo(identity.kind()) <= 0) {
      identity = new Identity(kind, value);
    }
  }

  private String string(Code code, String otherwise) {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw new Refused(code, otherwise);
    }
    return parser.getString();
  }

  private void expectObject() {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw new Refused(Code.STRUCTURE, "This is an object of properties.");
    }
  }

  private long timestamp() {
    // 18 digits always fit a long; a longer number is no time stamp anyway.
    boolean whole =
        parser.currentToken() == JsonToken.VALUE_NUMBER_INT && parser.getStringLength() <= 18;
    long value = whole ? parser.getLongValue() : -1;
    var fault = Moments.checkTimestamp(value);
    if (fault != null) {
      throw new Refused(fault);
    }
    return value;
  }

  private String eventId() {
    var id = string(Code.STRUCTURE, "An eventId is a text.");
    if (id.isEmpty() || id.codePointCount(0, id.length()) > Limits.EVENT_ID_LENGTH) {
      throw new Refused(
          Code.STRUCTURE, "An eventId has 1 to " + Limits.EVENT_ID_LENGTH + " characters.");
    }
    var fault = Texts.check(id);
    if (fault != null) {
      throw new Refused(fault);
    }
    return id;
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
