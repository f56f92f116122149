package dev.promontory.server.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// On a file system of its own, which only root can make; skipped for anybody else.
class DiskFullIT {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(20);
  private static final int SIZE_MEBIBYTES = 400;
  private static final int USERS = 40;
  private static final int EVENTS = 400_000;
  private static final int CONNECTIONS = 4;
  private static final int CHUNK = 1 << 16;

  @TempDir private Path folder;
  private Path disk;

  @BeforeEach
  void mount() throws IOException, InterruptedException {
    disk = Files.createDirectory(folder.resolve("disk"));
    var size = "size=" + SIZE_MEBIBYTES + "m";
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", size, "tmpfs", disk.toString()) == 0,
        "a small file system cannot be mounted here: that takes root and a machine that allows it");
  }

  @AfterEach
  void unmount() throws IOException, InterruptedException {
    run("umount", "--quiet", disk.toString());
  }

  @Test
  void a_full_disk_costs_answers_but_no_event_and_room_is_all_it_takes() throws Exception {
    var ticks = Ticks.drawn(4, USERS, EVENTS, Instant.now().getEpochSecond());
    try (var server = new ServerAtPort(disk.resolve("data"), Map.of());
        var load = new Load(server.client(), ticks.uploads(), CONNECTIONS)) {
      Until.holds("the load begins", PATIENCE, () -> load.acknowledged() >= 20);
      var filler = disk.resolve("filler");
      fill(filler);
      Until.holds(
          "503 or 507", PATIENCE, () -> load.answers(503) + load.answers(507) > 0 || load.isDone());
      assertThat(load.isDone()).as("it was done before the disk was full").isFalse();

      Files.delete(filler);
      load.awaitDone();

      assertThat(load.slowest()).isLessThan(LONGEST_ANSWER);
      server.api().awaitSettled();
      for (var identity : ticks.counts().keySet()) {
        assertThat(server.api().estimate(ticks.complete(identity))).as(identity).isEqualTo(1);
      }
    }
  }

  /// Writes until nothing more goes in.
  private static void fill(Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      while (true) {
        out.write(new byte[CHUNK]);
      }
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("No space left on device");
    }
  }

  private static int run(String... command) throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(List.of(command))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    try {
      return process.start().waitFor();
    } catch (IOException _) {
      return -1;
    }
  }
}
