package dev.promontory.server.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.promontory.log.NewRecord;
import dev.promontory.record.Property;
import dev.promontory.record.RecordBody;
import dev.promontory.record.Value;
import dev.promontory.server.intake.RecordReader.Source;
import dev.promontory.server.intake.Upload.Bad;
import dev.promontory.server.intake.Upload.Good;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Short ways to decode uploads in tests.
final class Decoding {
  static final long NOW_MILLIS = 1_764_000_000_123L;

  private static final UploadDecoder DECODER = new UploadDecoder();

  private Decoding() {}

  static Upload decode(String body) {
    return decode(body.getBytes(UTF_8));
  }

  static Upload decode(byte[] body) {
    return decode(body, new DecodedWeight(DecodedWeight.room()));
  }

  static Upload decode(byte[] body, DecodedWeight weight) {
    return DECODER.decode(body, body.length, new Source(7, NOW_MILLIS), weight);
  }

  /// The only record of a call, which must be good.
  static NewRecord good(String record) {
    var sent = decode("{\"d\":[" + record + "]}").records();
    return switch (sent.getFirst()) {
      case Good good -> good.record();
      case Bad bad -> throw new AssertionError(bad);
    };
  }

  /// The only record of a call, which must be bad.
  static Bad bad(String record) {
    var sent = decode("{\"d\":[" + record + "]}").records();
    return switch (sent.getFirst()) {
      case Good good -> throw new AssertionError(good);
      case Bad bad -> bad;
    };
  }

  /// An event of `ann` with this data.
  static String event(String name, String data) {
    return "{\"identity\":\"ann\",\"type\":\"event\",\"evtName\":\"%s\",\"evtData\":%s}"
        .formatted(name, data);
  }

  /// A profile record of `ann` with this data.
  static String profile(String data) {
    return "{\"identity\":\"ann\",\"type\":\"profile\",\"profileData\":%s}".formatted(data);
  }

  /// `{"p0":value,"p1":value,…}`
  static String object(int properties, String value) {
    return IntStream.range(0, properties)
        .mapToObj(i -> "\"p" + i + "\":" + value)
        .collect(Collectors.joining(",", "{", "}"));
  }

  /// `[value,value,…]`
  static String list(int size, String value) {
    return IntStream.range(0, size).mapToObj(_ -> value).collect(Collectors.joining(",", "[", "]"));
  }

  /// The value of the only property of an event.
  static Value onlyValue(NewRecord event) {
    List<Property> list = ((RecordBody.Event) event.body()).properties().list();
    if (list.size() != 1) {
      throw new AssertionError(list);
    }
    return list.getFirst().value();
  }
}
