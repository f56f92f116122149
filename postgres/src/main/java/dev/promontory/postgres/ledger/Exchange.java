package dev.promontory.postgres.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/// What one transaction says to PostgreSQL. Changes whose answer nobody needs wait until something
/// is asked, or until the transaction commits, and then travel together: an exchange costs more
/// than a small statement. Belongs to the thread of the transaction.
///
/// Arrays are passed as `(SELECT ?)` where tables are read: hidden from the planner, who would
/// otherwise take a large array for a reason to read the whole table.
public final class Exchange {
  private final Handle handle;
  private final boolean hopeful;
  private final List<Change> unsent = new ArrayList<>();
  private final List<Question<?>> unasked = new ArrayList<>();
  private final List<Runnable> afterCommit = new ArrayList<>();

  /// A change that waits.
  ///
  /// @param rows how many rows it must change
  private record Change(String sql, Binder binder, int rows, String what) {}

  /// Binds the parameters of a statement, in order.
  interface Binder {
    void bind(Parameters parameters) throws SQLException;
  }

  /// Binds the parameters of a statement by their numbers.
  public interface NumberedBinder {
    void bind(PreparedStatement statement) throws SQLException;
  }

  /// Reads a row.
  public interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /// A question about rows, and its answer once it was asked.
  static final class Question<T> {
    private final String sql;
    private final Binder binder;
    private final Reader<T> reader;
    private final List<T> rows = new ArrayList<>();

    Question(String sql, Binder binder, Reader<T> reader) {
      this.sql = sql;
      this.binder = binder;
      this.reader = reader;
    }

    List<T> rows() {
      return rows;
    }

    private void read(ResultSet answer) throws SQLException {
      while (answer.next()) {
        rows.add(reader.read(answer));
      }
    }
  }

  /// Something to do on a connection.
  interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  /// The talk of a transaction that has begun.
  ///
  /// @param hopeful whether it may count on nobody being in its way; false if it was undone for
  ///   that before
  public Exchange(Handle handle, boolean hopeful) {
    this.handle = handle;
    this.hopeful = hopeful;
  }

  /// Whether rows may be added without asking whether another transaction has just added them: if
  /// one has, this one is undone and begun anew, less hopeful.
  boolean isHopeful() {
    return hopeful;
  }

  /// The handle of the transaction, for other ways of asking; nothing waits to be sent then.
  public Handle handle() {
    send();
    return handle;
  }

  /// Asks several questions in one exchange, each as of after the one before. For short ones: as
  /// long as the last is being sent, nobody reads the answer of the first.
  void ask(List<Question<?>> questions) {
    if (!unsent.isEmpty()) {
      send();
    }
    unasked.addAll(questions);
    askUnasked();
  }

  /// Leaves a short question to be asked with the next ones, or before whatever is said next.
  void askLater(Question<?> question) {
    if (!unsent.isEmpty()) {
      send();
    }
    unasked.add(question);
  }

  /// The answer to a question that was left.
  <T> List<T> answer(Question<T> question) {
    if (unasked.contains(question)) {
      askUnasked();
    }
    return question.rows();
  }

  private void askUnasked() {
    var questions = List.copyOf(unasked);
    unasked.clear();
    var sql = questions.stream().map(question -> question.sql).collect(Collectors.joining(";\n"));
    work(
        connection -> {
          try (var statement = connection.prepareStatement(sql)) {
            var parameters = new Parameters(statement);
            for (var question : questions) {
              question.binder.bind(parameters);
            }
            statement.execute();
            for (var question : questions) {
              question.read(statement.getResultSet());
              statement.getMoreResults();
            }
            return true;
          }
        });
  }

  /// Makes a change, of however many rows, and asks a question as of after it in one exchange.
  <T> List<T> changeAndAsk(String change, Binder binder, Question<T> question) {
    return on(
        connection -> {
          try (var statement = connection.prepareStatement(change + ";\n" + question.sql)) {
            var parameters = new Parameters(statement);
            binder.bind(parameters);
            question.binder.bind(parameters);
            statement.execute();
            statement.getMoreResults();
            question.read(statement.getResultSet());
            return question.rows;
          }
        });
  }

  <T> List<T> query(Question<T> question) {
    return query(
        question.sql,
        statement -> question.binder.bind(new Parameters(statement)),
        question.reader);
  }

  /// Asks a question.
  public <T> List<T> query(String sql, NumberedBinder binder, Reader<T> reader) {
    return on(
        connection -> {
          try (var statement = connection.prepareStatement(sql)) {
            binder.bind(statement);
            try (var rows = statement.executeQuery()) {
              var list = new ArrayList<T>();
              while (rows.next()) {
                list.add(reader.read(rows));
              }
              return list;
            }
          }
        });
  }

  /// Runs a statement that changes rows; answers how many.
  int update(String sql, NumberedBinder binder) {
    return on(
        connection -> {
          try (var statement = connection.prepareStatement(sql)) {
            binder.bind(statement);
            return statement.executeUpdate();
          }
        });
  }

  /// Does something on the connection, after everything that waits; failures come out as Jdbi's.
  <T> T on(Work<T> work) {
    send();
    return work(work);
  }

  private <T> T work(Work<T> work) {
    try {
      return work.on(handle.getConnection());
    } catch (SQLException e) {
      throw new UnableToExecuteStatementException(e, null);
    }
  }

  /// Leaves a change to be sent with others. It fails when it is sent if it does not change exactly
  /// so many rows.
  ///
  /// @param sql one statement
  /// @param what the rows are, for the failure
  void later(String sql, Binder binder, int rows, String what) {
    unsent.add(new Change(sql, binder, rows, what));
  }

  /// Has something done once the transaction has committed, and only then.
  public void afterCommit(Runnable step) {
    afterCommit.add(step);
  }

  /// The transaction has committed.
  public void committed() {
    afterCommit.forEach(Runnable::run);
  }

  /// Sends what waits.
  public void send() {
    if (!unasked.isEmpty()) {
      askUnasked();
    }
    if (unsent.isEmpty()) {
      return;
    }
    var changes = List.copyOf(unsent);
    unsent.clear();
    try {
      send(handle.getConnection(), changes);
    } catch (SQLException e) {
      throw new UnableToExecuteStatementException(e, null);
    }
  }

  private static void send(Connection connection, List<Change> changes) throws SQLException {
    var sql = changes.stream().map(Change::sql).collect(Collectors.joining(";\n"));
    try (var statement = connection.prepareStatement(sql)) {
      var parameters = new Parameters(statement);
      for (var change : changes) {
        change.binder().bind(parameters);
      }
      statement.execute();
      for (var change : changes) {
        expect(change, statement.getUpdateCount());
        statement.getMoreResults();
      }
    }
  }

  private static void expect(Change change, int changed) {
    if (changed != change.rows()) {
      throw new IllegalStateException(
          "%d %s were changed, not %d".formatted(changed, change.what(), change.rows()));
    }
  }
}
