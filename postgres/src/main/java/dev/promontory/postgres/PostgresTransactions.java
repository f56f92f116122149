package dev.promontory.postgres;

import dev.promontory.store.Transactions;
import dev.promontory.store.Tx;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// Transactions on one PostgreSQL database, at its default isolation (read committed).
public final class PostgresTransactions implements Transactions {
  private final Jdbi jdbi;

  public PostgresTransactions(DataSource dataSource) {
    this.jdbi = Jdbi.create(dataSource);
  }

  @Override
  public <T> T inTransaction(Function<Tx, T> work) {
    return jdbi.inTransaction(handle -> work.apply(new PostgresTx(handle)));
  }

  /// Makes each store when it is asked for: they are as light as the handle that they wrap.
  private record PostgresTx(Handle handle) implements Tx {}
}
