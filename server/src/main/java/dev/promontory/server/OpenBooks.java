package dev.promontory.server;

import com.zaxxer.hikari.HikariDataSource;
import dev.promontory.server.database.Database;
import org.jspecify.annotations.Nullable;

/// The database of a configuration, opened to be read beside a server that may be running on it.
///
/// @param source on which statements may take long
/// @param database what had to be started for it, or null
record OpenBooks(HikariDataSource source, @Nullable Database database) implements AutoCloseable {
  private static final int CONNECTIONS = 2;

  /// Connects to somebody else's PostgreSQL, or to the embedded one of a server that runs; else
  /// starts the embedded one.
  ///
  /// @throws dev.promontory.server.database.StartFailure when it cannot be reached or started
  static OpenBooks open(Config config) {
    var url = config.database().url();
    if (url != null) {
      return new OpenBooks(Database.connect(url, CONNECTIONS), null);
    }
    var running = Database.running(config.data(), CONNECTIONS);
    if (running.isPresent()) {
      return new OpenBooks(running.get(), null);
    }
    var database = Database.open(config.data(), null, null);
    return new OpenBooks(database.patient(CONNECTIONS), database);
  }

  @Override
  public void close() {
    source.close();
    if (database != null) {
      database.close();
    }
  }
}
