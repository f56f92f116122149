package dev.promontory.duckdb;

import dev.promontory.history.History;
import dev.promontory.testkit.history.WorkedExamplesContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class DuckDbWorkedExamplesTest extends WorkedExamplesContract {
  @TempDir private Path folder = Path.of("unset");
  private int opened;

  @Override
  protected History open() {
    return DuckDbHistory.open(
        new HistorySettings(folder.resolve("history-" + opened++ + ".duckdb"), 128, 2));
  }
}
