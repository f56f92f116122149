package dev.promontory.live;

import dev.promontory.live.match.EventIndex;
import dev.promontory.live.match.Pattern;
import dev.promontory.record.RecordBody;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The patterns of a program: one per condition, however many campaigns ask it. Owned by one
/// thread.
final class Watches {
  private final EventIndex<Watch> index = new EventIndex<>();
  private final Map<Pattern.Source, Watch> bySource = new HashMap<>();

  /// The watch of a condition, a new one if there is none.
  Watch of(Pattern.Source source) {
    var watch = bySource.get(source);
    if (watch == null) {
      watch = new Watch(new Pattern(source));
      bySource.put(source, watch);
      index.add(watch.pattern(), watch);
    }
    return watch;
  }

  /// Drops a watch for which nobody waits any more.
  void dropIfIdle(Watch watch) {
    if (watch.isIdle()) {
      index.remove(watch.pattern());
      bySource.remove(watch.pattern().source());
    }
  }

  /// The watches whose pattern an event matches.
  List<Watch> matching(RecordBody.Event event) {
    return index.matching(event);
  }

  int size() {
    return bySource.size();
  }
}
