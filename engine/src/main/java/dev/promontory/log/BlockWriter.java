package dev.promontory.log;

import java.util.Arrays;

/// A growing array of bytes, and the primitives that blocks are made of. Owned by one encoder.
public final class BlockWriter {
  private static final int MAX_NUMBER_BYTES = 10;

  private byte[] bytes = new byte[512];
  private int size;

  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  public void octet(int value) {
    room(1);
    bytes[size++] = (byte) value;
  }

  /// Seven bits per byte, the lowest first; the high bit says that more follow.
  public void number(long unsigned) {
    room(MAX_NUMBER_BYTES);
    long rest = unsigned;
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  /// As [#number], with small negative numbers as short as small positive ones.
  public void signed(long value) {
    number(zigzag(value));
  }

  static long zigzag(long value) {
    return (value << 1) ^ (value >> 63);
  }

  /// Eight bytes, the lowest first.
  void fixed(long value) {
    room(Long.BYTES);
    for (int i = 0; i < Long.BYTES; i++) {
      bytes[size++] = (byte) (value >>> (8 * i));
    }
  }

  /// A text of characters below 256: its length shifted behind two flags, then a byte each. Others
  /// take two bytes each.
  ///
  /// @param flag true if the reader is to remember the text
  void literal(String text, boolean flag) {
    int length = text.length();
    room(MAX_NUMBER_BYTES + length);
    int start = size;
    number(literalHead(length, 0, flag));
    byte[] target = bytes;
    int at = size;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c > 0xFF) {
        size = start;
        wide(text, flag);
        return;
      }
      target[at++] = (byte) c;
    }
    size = at;
  }

  private void wide(String text, boolean flag) {
    int length = text.length();
    number(literalHead(length, 1, flag));
    room(2 * length);
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      bytes[size++] = (byte) (c >>> 8);
      bytes[size++] = (byte) c;
    }
  }

  /// The lowest bit tells a literal from a [#reference].
  private static long literalHead(long length, int wide, boolean flag) {
    return length << 3 | (long) wide << 2 | (flag ? 2 : 0) | 1;
  }

  /// The number of a remembered text.
  void reference(int number) {
    number((long) number << 1);
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, Math.addExact(size, more)));
    }
  }
}
