package dev.promontory.postgres.ledger;

import com.github.luben.zstd.Zstd;
import dev.promontory.ledger.BalanceKey;
import dev.promontory.ledger.Note;
import dev.promontory.ledger.Source;
import dev.promontory.outbox.PointsEvent;
import dev.promontory.outbox.PointsEvent.Kind;
import dev.promontory.points.Points;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reward events as bytes: a version, a count, the events one after the other, compressed with
/// zstd. Lives from a commit to the relay, so that only the newest version has to be read after an
/// upgrade that lets the outbox run empty.
final class PointsEventCodec {
  private static final int VERSION = 1;
  private static final int LEVEL = 1;
  private static final int EVENT_BYTES = 100;

  private PointsEventCodec() {}

  static byte[] encode(List<PointsEvent> events) {
    var bytes = new ByteArrayOutputStream(events.size() * EVENT_BYTES);
    try (var out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeInt(events.size());
      for (var event : events) {
        write(out, event);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Zstd.compress(bytes.toByteArray(), LEVEL);
  }

  static List<PointsEvent> decode(byte[] payload) {
    var bytes = Zstd.decompress(payload, Math.toIntExact(Zstd.getFrameContentSize(payload)));
    try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int version = in.readByte();
      if (version != VERSION) {
        throw new IllegalStateException("outbox rows of version " + version);
      }
      int count = in.readInt();
      var events = new ArrayList<PointsEvent>(count);
      for (int i = 0; i < count; i++) {
        events.add(read(in));
      }
      return events;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(DataOutputStream out, PointsEvent event) throws IOException {
    out.writeByte(event.kind().code());
    out.writeByte(event.source().code());
    out.writeInt(event.account());
    out.writeLong(event.key().walletId());
    out.writeLong(event.key().user());
    out.writeLong(event.transactionId());
    out.writeLong(event.points().thousandths());
    out.writeLong(event.at().toEpochMilli());
    writeInstant(out, event.activatesAt());
    writeInstant(out, event.expiresAt());
    write(out, event.note());
  }

  private static PointsEvent read(DataInputStream in) throws IOException {
    var kind = Kind.ofCode(in.readByte());
    var source = Source.ofCode(in.readByte());
    int account = in.readInt();
    return new PointsEvent(
        kind,
        account,
        new BalanceKey(in.readLong(), in.readLong()),
        in.readLong(),
        source,
        new Points(in.readLong()),
        Instant.ofEpochMilli(in.readLong()),
        readInstant(in),
        readInstant(in),
        readNote(in));
  }

  private static void write(DataOutputStream out, Note note) throws IOException {
    writeText(out, note.description());
    writeText(out, note.orderId());
    writeText(out, note.saleAmount() == null ? null : note.saleAmount().toPlainString());
    writeText(out, note.saleChannel());
    writeText(out, note.locationId());
    out.writeLong(note.campaignId() == null ? 0 : note.campaignId());
    writeText(out, note.metadataJson());
  }

  private static Note readNote(DataInputStream in) throws IOException {
    var description = readText(in);
    var orderId = readText(in);
    var saleAmount = readText(in);
    var saleChannel = readText(in);
    var locationId = readText(in);
    long campaignId = in.readLong();
    return new Note(
        description,
        orderId,
        saleAmount == null ? null : new BigDecimal(saleAmount),
        saleChannel,
        locationId,
        campaignId == 0 ? null : campaignId,
        readText(in));
  }

  private static void writeInstant(DataOutputStream out, @Nullable Instant at) throws IOException {
    out.writeLong(at == null ? Long.MIN_VALUE : at.toEpochMilli());
  }

  private static @Nullable Instant readInstant(DataInputStream in) throws IOException {
    long millis = in.readLong();
    return millis == Long.MIN_VALUE ? null : Instant.ofEpochMilli(millis);
  }

  /// In UTF-16 code units, so that any Java string comes back as it was.
  private static void writeText(DataOutputStream out, @Nullable String text) throws IOException {
    out.writeInt(text == null ? -1 : text.length());
    if (text != null) {
      out.writeChars(text);
    }
  }

  private static @Nullable String readText(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0) {
      return null;
    }
    var text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(in.readChar());
    }
    return text.toString();
  }
}
