package dev.promontory.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/// One PostgreSQL for all tests of this JVM, and an empty database for whoever asks.
///
/// Sessions run in a time zone with an offset of 45 minutes and a summer of its own, so that SQL
/// which leans on the session's zone gives wrong answers at once.
public final class TestDatabase {
  private static final String ZONE = "Pacific/Chatham";
  private static final int CONNECTIONS = 40;
  private static final long PATIENCE_MILLIS = 120_000;
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final EmbeddedPostgres POSTGRES = start();

  private TestDatabase() {}

  /// A pool of up to 40 connections on a new, empty database.
  ///
  /// @param name what the database's name begins with: lower-case letters, digits, underscores
  public static DataSource fresh(String name) {
    var database = name + "_" + COUNT.incrementAndGet();
    if (!database.matches("[a-z][a-z0-9_]{0,62}")) {
      throw new IllegalArgumentException("not a plain database name: " + database);
    }
    try (var connection = POSTGRES.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + database);
    } catch (SQLException e) {
      throw new IllegalStateException("cannot create database " + database, e);
    }
    return pool("postgres", database);
  }

  private static HikariDataSource pool(String user, String database) {
    var config = new HikariConfig();
    config.setJdbcUrl(POSTGRES.getJdbcUrl(user, database));
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(0);
    // Longer than the default: races ask for more connections than there are, on busy machines too.
    config.setConnectionTimeout(PATIENCE_MILLIS);
    config.setConnectionInitSql("SET TIME ZONE '" + ZONE + "'");
    return new HikariDataSource(config);
  }

  /// As [#fresh], with the schema of the product.
  ///
  /// @param name as for [#fresh]
  public static DataSource migrated(String name) {
    var source = fresh(name);
    Migrations.run(source);
    return source;
  }

  /// A pool of another user on the database of a pool; the user is made if need be, and may do
  /// nothing yet.
  ///
  /// @param owner a pool that [#fresh] or [#migrated] gave
  /// @param role its name, as for [#fresh]
  public static DataSource asRole(DataSource owner, String role) {
    try (var connection = owner.getConnection();
        var statement = connection.createStatement()) {
      var quoted = statement.enquoteIdentifier(role, true);
      var known = "SELECT FROM pg_roles WHERE rolname = " + statement.enquoteLiteral(role);
      try (var rows = statement.executeQuery(known)) {
        if (!rows.next()) {
          statement.execute("CREATE ROLE " + quoted + " LOGIN");
        }
      }
      return pool(role, connection.getCatalog());
    } catch (SQLException e) {
      throw new IllegalStateException("cannot create the role " + role, e);
    }
  }

  private static EmbeddedPostgres start() {
    try {
      return EmbeddedPostgres.builder()
          .setLocaleConfig("encoding", "UTF8")
          .setServerConfig("max_connections", "500")
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
