package dev.promontory.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.promontory.history.History;
import dev.promontory.testkit.history.HistoryContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DuckDbHistoryTest extends HistoryContract {
  @TempDir private Path folder = Path.of("unset");

  private Path file() {
    return folder.resolve("history's.duckdb");
  }

  @Override
  protected History open() {
    return DuckDbHistory.open(new HistorySettings(file(), 128, 2));
  }

  /// What a crash leaves is the file as it is while history is open.
  @Override
  protected void crash(History history) {
    try {
      var left = folder.resolve("left.duckdb");
      Files.copy(file(), left, StandardCopyOption.REPLACE_EXISTING);
      history.close();
      Files.move(left, file(), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  protected void delete() {
    try {
      Files.deleteIfExists(file());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void a_file_that_is_no_database_is_named_with_the_remedy() throws IOException {
    Files.writeString(file(), "hello, this is certainly no database");

    assertThatExceptionOfType(HistoryException.class)
        .isThrownBy(this::open)
        .withMessageContaining(file().toString())
        .withMessageContaining("delete it")
        .withMessageContaining("rebuilt");
    assertThat(Files.readString(file())).startsWith("hello");
  }

  @Test
  void a_damaged_file_is_named_with_the_remedy() throws IOException {
    open().close();
    var bytes = Files.readAllBytes(file());
    for (int i = 4_096; i < bytes.length; i++) {
      bytes[i] ^= 0x55;
    }
    Files.write(file(), bytes);

    assertThatExceptionOfType(HistoryException.class)
        .isThrownBy(this::open)
        .withMessageContaining(file().toString())
        .withMessageContaining("delete it");
  }
}
