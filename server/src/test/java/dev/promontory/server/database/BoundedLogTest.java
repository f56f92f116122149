package dev.promontory.server.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoundedLogTest {
  @TempDir private Path folder;

  @Test
  void a_full_file_makes_way_and_only_two_are_kept() throws IOException {
    var file = folder.resolve("server.log");
    var log = new BoundedLog(file, 11);

    for (var line : new String[] {"one", "two", "three", "four", "five"}) {
      log.append(line);
    }

    assertThat(folder.resolve("server.log.1")).hasContent("three\nfour");
    assertThat(file).hasContent("five");
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void an_existing_file_is_continued_within_its_bound() throws IOException {
    var file = folder.resolve("server.log");
    new BoundedLog(file, 10).append("before");

    new BoundedLog(file, 10).append("after");

    assertThat(folder.resolve("server.log.1")).hasContent("before");
    assertThat(file).hasContent("after");
  }

  @Test
  void the_tail_holds_the_last_20_lines() throws IOException {
    var log = new BoundedLog(folder.resolve("server.log"), BoundedLog.MAX_FILE_BYTES);
    for (int line = 1; line <= 25; line++) {
      log.append("line " + line);
    }

    assertThat(log.tail().lines()).hasSize(20).startsWith("line 6").endsWith("line 25");
  }
}
