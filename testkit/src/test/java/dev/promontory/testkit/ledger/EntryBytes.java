package dev.promontory.testkit.ledger;

import dev.promontory.ledger.Draw;
import dev.promontory.ledger.Entry;
import dev.promontory.ledger.Note;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The hash of an entry, written down a second time (L5).
final class EntryBytes {
  private EntryBytes() {}

  static byte[] hash(byte[] before, Entry entry) {
    var message = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(message)) {
      out.write(before);
      for (long number : numbers(entry)) {
        out.writeLong(number);
      }
      out.write(noteHash(entry.note()));
      for (var draw :
          entry.draws().stream().sorted(Comparator.comparingLong(Draw::lotId)).toList()) {
        out.writeLong(draw.lotId());
        out.writeLong(draw.points().thousandths());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sha256(message.toByteArray());
  }

  private static List<Long> numbers(Entry entry) {
    return List.of(
        entry.id(),
        entry.key().walletId(),
        entry.key().user(),
        entry.sequence(),
        (long) entry.type().code(),
        (long) entry.source().code(),
        entry.at().toEpochMilli() * 1000,
        entry.change().active(),
        entry.change().promised(),
        entry.change().held(),
        entry.after().active().thousandths(),
        entry.after().promised().thousandths(),
        entry.after().held().thousandths(),
        Objects.requireNonNullElse(entry.note().campaignId(), 0L),
        Objects.requireNonNullElse(entry.relatedId(), 0L),
        entry.shortfall().thousandths());
  }

  private static byte[] noteHash(Note note) throws IOException {
    BigDecimal amount = note.saleAmount();
    List<@Nullable String> texts =
        Arrays.asList(
            note.description(),
            note.orderId(),
            amount == null ? null : amount.movePointRight(6).toBigIntegerExact().toString(),
            note.saleChannel(),
            note.locationId(),
            note.metadataJson());
    if (texts.stream().allMatch(text -> text == null)) {
      return new byte[32];
    }
    var message = new ByteArrayOutputStream();
    var out = new DataOutputStream(message);
    for (var text : texts) {
      var bytes = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
      out.writeInt(text == null ? -1 : bytes.length);
      out.write(bytes);
    }
    return sha256(message.toByteArray());
  }

  private static byte[] sha256(byte[] message) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(message);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
