package dev.promontory.server.database;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;

/// A program to be killed: it starts PostgreSQL in the folder it is given, commits one row after
/// the other and says each number once its row is committed.
final class CommittingProgram {
  private CommittingProgram() {}

  public static void main(String[] arguments) throws SQLException {
    try (var data = DataFolder.open(Path.of(arguments[0]));
        var postgres = EmbeddedPostgres.start(data);
        var connection =
            DriverManager.getConnection(postgres.url(), postgres.userName(), postgres.password());
        var statement = connection.createStatement()) {
      statement.execute("CREATE TABLE said (number bigint PRIMARY KEY)");
      for (long number = 1; ; number++) {
        statement.execute("INSERT INTO said VALUES (" + number + ")");
        System.out.println(number);
      }
    }
  }
}
