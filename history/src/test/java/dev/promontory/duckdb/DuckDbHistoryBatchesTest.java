package dev.promontory.duckdb;

import dev.promontory.history.History;
import dev.promontory.testkit.history.HistoryBatchesContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class DuckDbHistoryBatchesTest extends HistoryBatchesContract {
  @TempDir private Path folder = Path.of("unset");

  @Override
  protected History open() {
    return DuckDbHistory.open(new HistorySettings(folder.resolve("new/history.duckdb"), 128, 2));
  }
}
