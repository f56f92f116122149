package dev.promontory.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;

/// What a process uses, read from `/proc`. Linux only.
///
/// @param pid its number
public record ProcessMeter(long pid) {
  /// Ticks of `/proc/<pid>/stat` per second: fixed at 100 in Linux's interface to programs.
  private static final long TICKS_PER_SECOND = 100;

  /// Fields behind the program's name: time of its own, then of its children that have ended.
  private static final int USER_TIME_FIELD = 11;

  private static final int SYSTEM_TIME_FIELD = 12;
  private static final int CHILDREN_USER_TIME_FIELD = 13;
  private static final int CHILDREN_SYSTEM_TIME_FIELD = 14;
  private static final long KIBIBYTE = 1024;

  /// The most memory it has had resident so far, bytes.
  public long peakResidentBytes() throws IOException {
    return status("VmHWM:");
  }

  /// The memory it has resident now, bytes.
  public long residentBytes() throws IOException {
    return status("VmRSS:");
  }

  /// Processor time it has used, all threads together, without its children.
  public Duration processorTime() throws IOException {
    return processorTime(pid, USER_TIME_FIELD, SYSTEM_TIME_FIELD);
  }

  /// Processor time that its child processes and all below them have used, the ended ones included.
  public Duration processorTimeBelow() throws IOException {
    var sum = processorTime(pid, CHILDREN_USER_TIME_FIELD, CHILDREN_SYSTEM_TIME_FIELD);
    var below = ProcessHandle.of(pid).stream().flatMap(ProcessHandle::descendants).toList();
    for (var child : below) {
      try {
        sum = sum.plus(processorTime(child.pid(), USER_TIME_FIELD, CHILDREN_SYSTEM_TIME_FIELD));
      } catch (NoSuchFileException _) {
        // It ended since: its time now counts in its parent.
      }
    }
    return sum;
  }

  private static Duration processorTime(long pid, int firstField, int lastField)
      throws IOException {
    var line = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
    // The program's name, in parentheses, may itself hold spaces and parentheses.
    var fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
    long ticks = 0;
    for (int field = firstField; field <= lastField; field++) {
      ticks += Long.parseLong(fields[field]);
    }
    return Duration.ofMillis(ticks * 1000 / TICKS_PER_SECOND);
  }

  private long status(String key) throws IOException {
    try (var lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
      var line = lines.filter(each -> each.startsWith(key)).findFirst().orElseThrow();
      return Long.parseLong(line.replaceAll("\\D", "")) * KIBIBYTE;
    }
  }
}
