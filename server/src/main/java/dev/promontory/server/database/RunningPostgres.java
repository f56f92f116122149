package dev.promontory.server.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;

/// The embedded PostgreSQL of another process, which runs.
///
/// @param url JDBC address without credentials
/// @param password of the owner
record RunningPostgres(String url, String password) {
  /// Where `postmaster.pid` has the port, counted from 0.
  private static final int PORT_LINE = 3;

  /// Looks for one, and tries to connect to it: files alone may be left from a crash.
  ///
  /// @param folder the subfolder of the data folder that it keeps its files in
  /// @return empty if none runs there, or it is about to stop
  static Optional<RunningPostgres> find(Path folder) {
    var pidFile = folder.resolve("cluster-18/postmaster.pid");
    if (!Files.isReadable(pidFile)) {
      return Optional.empty();
    }
    try {
      var lines = Files.readAllLines(pidFile);
      if (lines.size() <= PORT_LINE) {
        return Optional.empty();
      }
      var found =
          new RunningPostgres(
              EmbeddedPostgres.url(
                  Integer.parseInt(lines.get(PORT_LINE).strip()), EmbeddedPostgres.DATABASE),
              Files.readString(folder.resolve("password")).strip());
      DriverManager.getConnection(found.url(), PostgresCluster.USER, found.password()).close();
      return Optional.of(found);
    } catch (IOException | SQLException | NumberFormatException _) {
      return Optional.empty();
    }
  }
}
