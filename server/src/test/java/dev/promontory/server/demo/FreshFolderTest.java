package dev.promontory.server.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FreshFolderTest {
  @TempDir private Path data;

  @Test
  void what_an_earlier_demo_left_is_gone_and_everything_else_stays() throws IOException {
    Files.writeString(data.resolve("kept"), "x");
    var first = FreshFolder.in(data);
    Files.createDirectories(first.resolve("postgres/base"));
    Files.writeString(first.resolve("postgres/base/1"), "x");

    var second = FreshFolder.in(data);

    assertThat(second).isEqualTo(first);
    assertThat(second.resolve("postgres")).doesNotExist();
    assertThat(data.resolve("kept")).exists();
  }

  @Test
  void a_folder_that_no_demo_made_is_left_alone() throws IOException {
    Files.createDirectories(data.resolve("demo"));
    Files.writeString(data.resolve("demo/precious"), "x");

    assertThatThrownBy(() -> FreshFolder.in(data))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("left alone");
    assertThat(data.resolve("demo/precious")).exists();
  }
}
