package dev.promontory.live;

import dev.promontory.live.tally.Slot;
import dev.promontory.live.tally.Tally;
import dev.promontory.log.BlockCodec;
import dev.promontory.log.BlockReader;
import dev.promontory.log.BlockWriter;
import dev.promontory.log.LogRecord;
import dev.promontory.record.Profile;
import dev.promontory.record.ProfileChange;
import dev.promontory.record.RecordBody;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// The form of a user's state on disk: compact, the exact inverse of reading. Begins with a
/// version; a meaning is added, never changed.
public final class UserStateCodec {
  private static final int VERSION = 1;

  private UserStateCodec() {}

  /// The bytes of a state, without the user's number: that is what it is stored under.
  public static byte[] encode(UserState state) {
    var out = new BlockWriter();
    out.octet(VERSION);
    out.number(state.position());
    out.signed(state.clockMillis());
    out.number(state.deadlines().size());
    state.deadlines().forEach(deadline -> write(deadline, state, out));
    var leaves = state.tallies().leaves();
    out.number(leaves.size());
    int before = -1;
    for (int leaf : leaves) {
      out.number(leaf - before - 1);
      before = leaf;
      write(state.tallies().find(leaf), out);
    }
    write(state.profile(), out);
    return out.toByteArray();
  }

  private static void write(Deadline deadline, UserState state, BlockWriter out) {
    out.number(deadline.campaign());
    out.signed(state.position() - deadline.occurrence());
    out.signed(deadline.doneAt());
    out.signed(deadline.until() - deadline.doneAt());
    out.signed(deadline.dueAtMillis() - (deadline.until() + 1) * 1_000);
  }

  private static void write(Tallies.Kept kept, BlockWriter out) {
    var tally = kept.tally();
    boolean isSummed = isSummed(tally.slots()) || isSummed(tally.ahead());
    out.octet((kept.isSeeded() ? 1 : 0) | (isSummed ? 2 : 0));
    write(tally.slots(), isSummed, out);
    write(tally.ahead(), isSummed, out);
  }

  private static boolean isSummed(List<Slot> slots) {
    for (var slot : slots) {
      if (slot.sum().signum() != 0) {
        return true;
      }
    }
    return false;
  }

  private static void write(List<Slot> slots, boolean isSummed, BlockWriter out) {
    out.number(slots.size());
    long before = 0;
    for (var slot : slots) {
      out.signed(slot.at() - before);
      before = slot.at();
      out.number(slot.count());
      if (isSummed) {
        write(slot.sum(), out);
      }
    }
  }

  /// Scale and digits: a length of 0 stands for 0.
  private static void write(BigDecimal sum, BlockWriter out) {
    if (sum.signum() == 0) {
      out.number(0);
      return;
    }
    var digits = sum.unscaledValue().toByteArray();
    out.number(digits.length);
    out.signed(sum.scale());
    write(digits, out);
  }

  private static void write(byte[] bytes, BlockWriter out) {
    for (byte each : bytes) {
      out.octet(each);
    }
  }

  private static void write(Profile profile, BlockWriter out) {
    if (profile.properties().list().isEmpty()) {
      out.number(0);
      return;
    }
    var puts =
        profile.properties().list().stream()
            .<ProfileChange>map(each -> new ProfileChange.Put(each.name(), each.value()))
            .toList();
    var record = new LogRecord(1, 0, 0, 0, 0, new RecordBody.ProfileUpdate(puts));
    var bytes = BlockCodec.encode(List.of(record));
    out.number(bytes.length);
    write(bytes, out);
  }

  /// The state of a user.
  ///
  /// @throws IllegalArgumentException if [#encode] cannot have made these bytes, or only a later
  ///   version of it
  public static UserState decode(long user, byte[] bytes) {
    try {
      return read(user, new BlockReader(bytes));
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("not a readable state: " + e.getMessage(), e);
    }
  }

  private static UserState read(long user, BlockReader in) {
    int version = in.octet();
    if (version != VERSION) {
      throw new IllegalArgumentException("it has version " + version + ", not 1");
    }
    long position = in.number();
    long clockMillis = in.signed();
    var deadlines = new ArrayList<Deadline>();
    for (int rest = in.count(); rest > 0; rest--) {
      deadlines.add(deadline(position, in));
    }
    var tallies = tallies(in);
    var state = new UserState(user, position, clockMillis, profile(in), tallies, deadlines);
    if (!in.isAtEnd()) {
      throw new IllegalArgumentException("something follows its end");
    }
    return state;
  }

  private static Deadline deadline(long position, BlockReader in) {
    long campaign = in.number();
    long occurrence = position - in.signed();
    long doneAt = in.signed();
    long until = doneAt + in.signed();
    return new Deadline(campaign, occurrence, doneAt, until, (until + 1) * 1_000 + in.signed());
  }

  private static Tallies tallies(BlockReader in) {
    var tallies = new TreeMap<Integer, Tallies.Kept>();
    int leaf = -1;
    for (int rest = in.count(); rest > 0; rest--) {
      leaf = Math.toIntExact(leaf + 1 + in.number());
      int head = in.octet();
      boolean isSummed = (head & 2) != 0;
      var tally = new Tally(slots(isSummed, in), slots(isSummed, in));
      tallies.put(leaf, new Tallies.Kept((head & 1) != 0, tally));
    }
    return Tallies.of(tallies);
  }

  private static List<Slot> slots(boolean isSummed, BlockReader in) {
    var slots = new ArrayList<Slot>();
    long at = 0;
    for (int rest = in.count(); rest > 0; rest--) {
      at += in.signed();
      slots.add(new Slot(at, in.number(), isSummed ? sum(in) : BigDecimal.ZERO));
    }
    return slots;
  }

  private static BigDecimal sum(BlockReader in) {
    int length = in.count();
    if (length == 0) {
      return BigDecimal.ZERO;
    }
    int scale = Math.toIntExact(in.signed());
    return new BigDecimal(new BigInteger(bytes(length, in)), scale);
  }

  private static byte[] bytes(int length, BlockReader in) {
    var bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) in.octet();
    }
    return bytes;
  }

  private static Profile profile(BlockReader in) {
    int length = in.count();
    if (length == 0) {
      return Profile.EMPTY;
    }
    var record = BlockCodec.decode(bytes(length, in)).getFirst();
    if (!(record.body() instanceof RecordBody.ProfileUpdate update)) {
      throw new IllegalArgumentException("a profile is an update");
    }
    return Profile.EMPTY.apply(update);
  }
}
