package dev.promontory.bench;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// The body of an upload of consecutive events, written once for their templates; a use copies it
/// and overwrites user, time and amount at places of fixed width. That costs the client next to
/// nothing, so that what is measured is the server. Safe for several threads.
final class UploadBody {
  private static final int USER_DIGITS = 7;
  private static final int SECOND_DIGITS = 10;
  private static final int CENTS_DIGITS = 2;
  private static final int UNITS_DIGITS = 3;
  private static final byte[] BEGIN = ascii("{\"d\":[");
  private static final byte[] END = ascii("]}");

  private final EventStream events;
  private final byte[] bytes;
  private final int[] userAt;
  private final int[] secondAt;
  private final int[] amountAt;

  /// @param first the first event; events whose templates are the same can be put in later
  /// @param count how many
  UploadBody(EventStream events, long first, int count) {
    this.events = events;
    this.userAt = new int[count];
    this.secondAt = new int[count];
    this.amountAt = new int[count];
    var out = new ByteArrayOutputStream();
    out.writeBytes(BEGIN);
    for (int i = 0; i < count; i++) {
      if (i > 0) {
        out.write(',');
      }
      write(events.template(first + i), i, out);
    }
    out.writeBytes(END);
    this.bytes = out.toByteArray();
  }

  int length() {
    return bytes.length;
  }

  /// Writes the body with these events in it to an array, from an offset on.
  void write(long first, byte[] target, int offset) {
    System.arraycopy(bytes, 0, target, offset, bytes.length);
    for (int i = 0; i < userAt.length; i++) {
      long event = first + i;
      int cents = events.cents(event);
      int amount = offset + amountAt[i];
      digits(events.user(event), target, offset + userAt[i], USER_DIGITS);
      digits(events.epochSecond(event), target, offset + secondAt[i], SECOND_DIGITS);
      digits(cents / 100, target, amount, UNITS_DIGITS);
      digits(cents % 100, target, amount + UNITS_DIGITS + 1, CENTS_DIGITS);
    }
  }

  /// What `identity` the uploads give a user.
  static String identity(int user) {
    var digits = Integer.toString(user);
    return "u" + "0".repeat(USER_DIGITS - digits.length()) + digits;
  }

  private void write(EventTemplate template, int index, ByteArrayOutputStream out) {
    out.writeBytes(ascii("{\"type\":\"event\",\"identity\":\"u"));
    userAt[index] = out.size();
    out.writeBytes(ascii("0".repeat(USER_DIGITS)));
    out.writeBytes(ascii("\",\"ts\":"));
    secondAt[index] = out.size();
    out.writeBytes(ascii("0".repeat(SECOND_DIGITS)));
    out.writeBytes(
        ascii(
            """
            ,"evtName":"%s","evtData":{"Product":"%s","Category":"%s","Channel":"%s","City":"%s",\
            "Source":"%s","Quantity":%d,"Member":%b,"Amount":"""
                .formatted(
                    EventTemplate.NAMES.get(template.name()),
                    template.product(),
                    template.category(),
                    template.channel(),
                    template.city(),
                    template.source(),
                    template.quantity(),
                    template.member())));
    amountAt[index] = out.size();
    out.writeBytes(ascii("000.00}}"));
  }

  private static void digits(long number, byte[] target, int at, int width) {
    long left = number;
    for (int i = at + width - 1; i >= at; i--) {
      target[i] = (byte) ('0' + left % 10);
      left /= 10;
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
