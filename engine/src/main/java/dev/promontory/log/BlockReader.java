package dev.promontory.log;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/// Reads what [BlockWriter] wrote. Fails with a message on anything else, and never allocates more
/// than the bytes can stand for. Owned by one decoder.
public final class BlockReader {
  private static final int MAX_SHIFT = 63;

  private final byte[] bytes;
  private int at;

  public BlockReader(byte[] bytes) {
    this.bytes = bytes;
  }

  public boolean isAtEnd() {
    return at == bytes.length;
  }

  public int octet() {
    require(1);
    return bytes[at++] & 0xFF;
  }

  public long number() {
    long value = 0;
    for (int shift = 0; shift <= MAX_SHIFT; shift += 7) {
      int next = octet();
      value |= (long) (next & 0x7F) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw new IllegalArgumentException("a number that does not end, before byte " + at);
  }

  public long signed() {
    return unzigzag(number());
  }

  static long unzigzag(long value) {
    return value >>> 1 ^ -(value & 1);
  }

  /// How many things follow, each of which takes a byte or more.
  public int count() {
    return count(number());
  }

  private int count(long number) {
    if (number < 0 || number > bytes.length - at) {
      throw new IllegalArgumentException("more is announced than follows, before byte " + at);
    }
    return (int) number;
  }

  long fixed() {
    require(Long.BYTES);
    long value = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      value |= (bytes[at++] & 0xFFL) << (8 * i);
    }
    return value;
  }

  /// The head of a text: to be asked by the methods below.
  long textHead() {
    return number();
  }

  static boolean isReference(long head) {
    return (head & 1) == 0;
  }

  /// The number in a head that is a reference.
  static int reference(long head) {
    long number = head >>> 1;
    return number > Integer.MAX_VALUE ? Integer.MAX_VALUE : (int) number;
  }

  static boolean isFlagged(long head) {
    return (head & 2) != 0;
  }

  /// The text that follows a head that is not a reference.
  String literal(long head) {
    boolean wide = (head & 4) != 0;
    int length = count(head >>> 3);
    return wide ? wide(length) : narrow(length);
  }

  private String narrow(int length) {
    var text = new String(bytes, at, length, ISO_8859_1);
    at += length;
    return text;
  }

  private String wide(int length) {
    require(2L * length);
    var chars = new char[length];
    for (int i = 0; i < length; i++) {
      chars[i] = (char) ((bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF));
      at += 2;
    }
    return new String(chars);
  }

  private void require(long more) {
    if (more > bytes.length - at) {
      throw new IllegalArgumentException("it ends early, at byte " + at);
    }
  }
}
