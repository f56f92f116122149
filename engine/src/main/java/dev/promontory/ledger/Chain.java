package dev.promontory.ledger;

import dev.promontory.text.StoredText;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Chains the entries of a balance: the hash of each covers the entry, its draws, the hash of its
/// note and the hash of the entry before (L5). Written a second time in SQL, by which the books are
/// verified; so the bytes are fixed for ever.
final class Chain {
  private static final int NUMBERS = 16;
  private static final int ABSENT = -1;

  private Chain() {}

  /// The hash of an entry: over the hash before, sixteen numbers, the hash of the note, and lot and
  /// points of each draw in the order of the lots; numbers as 64 bits, big-endian.
  static Hash hash(Hash before, Entry entry) {
    var noteHash = entry.note().hash();
    var message =
        ByteBuffer.allocate(2 * Hash.BYTES + Long.BYTES * (NUMBERS + 2 * entry.draws().size()));
    message.put(before.toBytes());
    message.putLong(entry.id()).putLong(entry.key().walletId()).putLong(entry.key().user());
    message.putLong(entry.sequence()).putLong(entry.type().code()).putLong(entry.source().code());
    message.putLong(micros(entry.at()));
    message.putLong(entry.change().active());
    message.putLong(entry.change().promised());
    message.putLong(entry.change().held());
    message.putLong(entry.after().active().thousandths());
    message.putLong(entry.after().promised().thousandths());
    message.putLong(entry.after().held().thousandths());
    message.putLong(orZero(entry.note().campaignId())).putLong(orZero(entry.relatedId()));
    message.putLong(entry.shortfall().thousandths());
    message.put((noteHash == null ? Hash.NONE : noteHash).toBytes());
    entry.draws().stream()
        .sorted(Comparator.comparingLong(Draw::lotId))
        .forEach(draw -> message.putLong(draw.lotId()).putLong(draw.points().thousandths()));
    return Hash.of(message.array());
  }

  /// The hash of texts: the length in bytes of each and its UTF-8 bytes, as it is stored; -1 for
  /// one that is absent. Null if all are.
  static @Nullable Hash hash(List<@Nullable String> texts) {
    if (texts.stream().noneMatch(text -> text != null)) {
      return null;
    }
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      for (var text : texts) {
        write(out, text);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Hash.of(bytes.toByteArray());
  }

  private static void write(DataOutputStream out, @Nullable String text) throws IOException {
    if (text == null) {
      out.writeInt(ABSENT);
      return;
    }
    var utf8 = StoredText.encode(text).getBytes(StandardCharsets.UTF_8);
    out.writeInt(utf8.length);
    out.write(utf8);
  }

  private static long micros(Instant at) {
    return Math.addExact(
        Math.multiplyExact(at.getEpochSecond(), 1_000_000L), at.getNano() / 1_000L);
  }

  private static long orZero(@Nullable Long number) {
    return number == null ? 0 : number;
  }
}
