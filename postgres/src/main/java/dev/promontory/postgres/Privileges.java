package dev.promontory.postgres;

import java.util.List;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// What the application's user may do in a database that another user owns: read and write every
/// table, but only add to those that are the books (L1, L6). What it doesn't own it can neither
/// alter nor free of its triggers.
public final class Privileges {

  /// Tables that are only read and added to.
  static final List<String> ADDED_TO = List.of("entry", "lot_draw", "checkpoint");

  /// Rows go when their user is deleted; a trigger sees to it that they go then only.
  private static final String NOTES = "entry_note";

  private static final String MIGRATIONS = "flyway_schema_history";
  private static final Pattern QUOTE = Pattern.compile("\"");

  private Privileges() {}

  /// Grants what the application needs, and takes back what it must not have. To be called after
  /// the migrations, whether there were any or not. Does nothing if both are the same user.
  ///
  /// @param owner connections of the user who ran the migrations
  /// @param application connections of the application's user to the same database
  public static void grant(DataSource owner, DataSource application) {
    var role = userOf(application);
    if (role.equals(userOf(owner))) {
      return;
    }
    Jdbi.create(owner).useTransaction(handle -> grant(handle, quoted(role)));
  }

  private static void grant(Handle handle, String role) {
    var schema = quoted(handle.createQuery("SELECT current_schema()").mapTo(String.class).one());
    handle.execute("GRANT USAGE ON SCHEMA %s TO %s".formatted(schema, role));
    handle.execute(
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA %s TO %s"
            .formatted(schema, role));
    handle.execute(
        "GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA %s TO %s".formatted(schema, role));
    for (var table : ADDED_TO) {
      handle.execute(
          "REVOKE UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER ON %s FROM %s"
              .formatted(table, role));
    }
    handle.execute(
        "REVOKE UPDATE, TRUNCATE, REFERENCES, TRIGGER ON %s FROM %s".formatted(NOTES, role));
    handle.execute(
        "REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON %s FROM %s".formatted(MIGRATIONS, role));
  }

  private static String userOf(DataSource source) {
    return Jdbi.create(source)
        .withHandle(handle -> handle.createQuery("SELECT current_user").mapTo(String.class).one());
  }

  private static String quoted(String name) {
    return '"' + QUOTE.matcher(name).replaceAll("\"\"") + '"';
  }
}
