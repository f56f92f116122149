package dev.promontory.rocksdb.store;

import dev.promontory.live.LeafMark;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// The form of a campaign's leaf marks on disk.
final class Marks {
  private static final int BYTES = Integer.BYTES + Long.BYTES + 1;

  private Marks() {}

  static byte[] toBytes(List<LeafMark> marks) {
    var out = ByteBuffer.allocate(marks.size() * BYTES);
    for (var mark : marks) {
      out.putInt(mark.leaf()).putLong(mark.since()).put((byte) (mark.isComplete() ? 1 : 0));
    }
    return out.array();
  }

  static List<LeafMark> of(byte[] bytes) {
    var in = ByteBuffer.wrap(bytes);
    var marks = new ArrayList<LeafMark>();
    while (in.hasRemaining()) {
      marks.add(new LeafMark(in.getInt(), in.getLong(), in.get() != 0));
    }
    return marks;
  }
}
