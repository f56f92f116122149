package dev.promontory.postgres.campaign;

import dev.promontory.rule.UserSet;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;

/// Sets of user numbers as bytes: how many there are, then each as the distance from the one before
/// it, all as unsigned LEB128 numbers. Neighbouring users take a byte or two.
final class UserSetCodec {
  private static final int LOW = 0x7F;
  private static final int MORE = 0x80;

  private UserSetCodec() {}

  static byte[] encode(long[] ascending) {
    var bytes = new ByteArrayOutputStream(ascending.length * 2 + 4);
    write(ascending.length, bytes);
    long before = 0;
    for (long user : ascending) {
      write(user - before, bytes);
      before = user;
    }
    return bytes.toByteArray();
  }

  /// @throws IllegalArgumentException if [#encode] cannot have made it
  static UserSet decode(byte[] bytes) {
    return UserSet.of(decodeArray(bytes));
  }

  /// As [#decode], ascending.
  static long[] decodeArray(byte[] bytes) {
    var reader = new Reader(bytes);
    long count = reader.next();
    if (count < 0 || count > bytes.length) {
      throw new IllegalArgumentException("no set of " + count + " users");
    }
    var users = new long[Math.toIntExact(count)];
    long before = 0;
    for (int i = 0; i < users.length; i++) {
      before += reader.next();
      users[i] = before;
    }
    if (reader.at != bytes.length) {
      throw new IllegalArgumentException("bytes behind the last user");
    }
    return users;
  }

  /// The members of several sets together.
  static UserSet concat(List<byte[]> pieces) {
    return UserSet.of(
        pieces.stream().map(UserSetCodec::decodeArray).flatMapToLong(Arrays::stream).toArray());
  }

  private static void write(long number, ByteArrayOutputStream bytes) {
    long rest = number;
    while ((rest & ~LOW) != 0) {
      bytes.write((int) (rest & LOW) | MORE);
      rest >>>= 7;
    }
    bytes.write((int) rest);
  }

  /// A place in the bytes, for one thread.
  private static final class Reader {
    private final byte[] bytes;
    private int at;

    Reader(byte[] bytes) {
      this.bytes = bytes;
    }

    long next() {
      long number = 0;
      for (int shift = 0; shift < Long.SIZE; shift += 7) {
        if (at == bytes.length) {
          break;
        }
        byte b = bytes[at++];
        number |= (long) (b & LOW) << shift;
        if ((b & MORE) == 0) {
          return number;
        }
      }
      throw new IllegalArgumentException("a user number that does not end");
    }
  }
}
