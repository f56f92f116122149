package dev.promontory.duckdb.rule;

import dev.promontory.rule.UserSet;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.LongStream;

/// Users of one account as bits: the form in which the database answers a condition and in which
/// answers are combined. Mutable; owned by one evaluation.
///
/// The bit of the first user is the highest of the first word, as in the database's `BIT` type.
final class UserBits {
  private static final long HIGHEST = Long.MIN_VALUE;

  private final Span span;
  private final long[] words;

  /// The numbers that users of an account have.
  ///
  /// @param first the lowest
  /// @param words how many times 64 numbers from there
  record Span(long first, int words) {
    /// The widest span, in users: 64 MB for each set of users.
    static final long MAX_USERS = 1L << 29;

    /// The span of the users from the lowest to the highest.
    ///
    /// @throws IllegalStateException if they are further apart than [#MAX_USERS]
    static Span of(long lowest, long highest) {
      if (highest - lowest >= MAX_USERS) {
        throw new IllegalStateException(
            "the users of an account lie between %d and %d, too far apart to be counted"
                .formatted(lowest, highest));
      }
      return new Span(lowest, Math.toIntExact((highest - lowest) / Long.SIZE + 1));
    }

    /// The highest number that has a bit.
    long last() {
      return first + (long) words * Long.SIZE - 1;
    }
  }

  private UserBits(Span span, long[] words) {
    this.span = span;
    this.words = words;
  }

  static UserBits none(Span span) {
    return new UserBits(span, new long[span.words()]);
  }

  /// The users in an answer of the database.
  static UserBits of(Span span, byte[] bits) {
    var words = new long[span.words()];
    ByteBuffer.wrap(bits).asLongBuffer().get(words);
    return new UserBits(span, words);
  }

  /// Adds a user; one outside the span is left out.
  void add(long user) {
    if (user >= span.first() && user <= span.last()) {
      long bit = user - span.first();
      words[(int) (bit / Long.SIZE)] |= HIGHEST >>> (bit % Long.SIZE);
    }
  }

  /// Adds the users of another set.
  void addAll(UserBits other) {
    for (int i = 0; i < words.length; i++) {
      words[i] |= other.words[i];
    }
  }

  /// Keeps the users that are also in another set.
  void keepAll(UserBits other) {
    for (int i = 0; i < words.length; i++) {
      words[i] &= other.words[i];
    }
  }

  /// Takes away the users of another set.
  void removeAll(UserBits other) {
    for (int i = 0; i < words.length; i++) {
      words[i] &= ~other.words[i];
    }
  }

  boolean isEmpty() {
    return Arrays.stream(words).allMatch(word -> word == 0);
  }

  long count() {
    return Arrays.stream(words).map(Long::bitCount).sum();
  }

  UserSet toUserSet() {
    var users = LongStream.builder();
    for (int i = 0; i < words.length; i++) {
      long base = span.first() + (long) i * Long.SIZE;
      for (long left = words[i]; left != 0; ) {
        int bit = Long.numberOfLeadingZeros(left);
        users.add(base + bit);
        left &= ~(HIGHEST >>> bit);
      }
    }
    return UserSet.of(users.build().toArray());
  }
}
