package dev.promontory.duckdb;

import dev.promontory.account.Account;
import dev.promontory.duckdb.rule.RuleSql;
import dev.promontory.duckdb.rule.Sql;
import dev.promontory.duckdb.table.AccountTables;
import dev.promontory.duckdb.table.Schema;
import dev.promontory.rule.Rule;
import dev.promontory.rule.UserSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.stream.LongStream;

/// Asks whom a rule holds for.
///
/// @param now the instant that windows are counted from
record RuleQueries(Account account, Rule rule, Instant now) {

  long count(Session session, Schema schema) throws SQLException {
    return ask(
        session,
        schema,
        "SELECT count(*)",
        rows -> {
          rows.next();
          return rows.getLong(1);
        });
  }

  UserSet members(Session session, Schema schema) throws SQLException {
    return ask(
        session,
        schema,
        "SELECT x.u",
        rows -> {
          var users = LongStream.builder();
          while (rows.next()) {
            users.add(rows.getLong(1));
          }
          return UserSet.of(users.build().toArray());
        });
  }

  private <T> T ask(Session session, Schema schema, String select, Session.Reading<T> reading)
      throws SQLException {
    var found = schema.of(account.number());
    var tables = found == null ? AccountTables.NONE : found;
    var compiled = RuleSql.of(rule, tables, now, account.zone());
    for (int i = 0; i < compiled.lists().size(); i++) {
      session.createUserTable(RuleSql.listTable(i), compiled.lists().get(i).toArray());
    }
    for (int i = 0; i < compiled.exactSums().size(); i++) {
      var sum = compiled.exactSums().get(i);
      session.createUserTable(RuleSql.sumTable(i), session.read(sum.select(), sum::users));
    }
    return session.read(
        Sql.of(select + " FROM " + tables.users().sqlName() + " AS x WHERE ")
            .add(compiled.condition()),
        reading);
  }
}
