package dev.promontory.server.whole;

import com.zaxxer.hikari.HikariDataSource;
import dev.promontory.postgres.PostgresAccounts;
import dev.promontory.server.access.Secret;
import dev.promontory.server.client.ApiClient;
import dev.promontory.server.client.Credentials;
import dev.promontory.server.client.Management;
import dev.promontory.server.database.DataFolder;
import dev.promontory.server.database.EmbeddedPostgres;
import dev.promontory.testkit.process.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;

/// A server with a database from outside, and two accounts in it.
final class TwoAccounts implements AutoCloseable {
  private static final String SECOND_ID = "SECOND-ACCOUNT";
  private static final String SECOND_PASSCODE = "second-passcode";

  static final Credentials FIRST =
      new Credentials(ServerProcess.ACCOUNT_ID, ServerProcess.PASSCODE);
  static final Credentials SECOND = new Credentials(SECOND_ID, SECOND_PASSCODE);

  private final DataFolder data;
  private final EmbeddedPostgres postgres;
  private final ServerProcess server;
  private final ApiClient first;
  private final ApiClient second;

  TwoAccounts(Path folder) throws IOException {
    data = DataFolder.open(folder.resolve("database"));
    postgres = EmbeddedPostgres.start(data);
    var url =
        "%s?user=%s&password=%s"
            .formatted(postgres.url(), postgres.userName(), postgres.password());
    var environment = Map.of("PROMONTORY_DATABASE_URL", url);
    server = ServerProcess.start(folder.resolve("server"), environment, List.of());
    createSecond(url);
    first = client(FIRST);
    second = client(SECOND);
  }

  ApiClient first() {
    return first;
  }

  ApiClient second() {
    return second;
  }

  static Management api(ApiClient client) {
    return new Management(client);
  }

  /// A client that has no passcode of any account.
  ApiClient stranger() {
    return client(new Credentials(ServerProcess.ACCOUNT_ID, SECOND_PASSCODE));
  }

  @Override
  public void close() {
    first.close();
    second.close();
    server.close();
    postgres.close();
    data.close();
  }

  private ApiClient client(Credentials credentials) {
    return new ApiClient(server.address(), credentials);
  }

  private static void createSecond(String url) {
    try (var source = new HikariDataSource()) {
      source.setJdbcUrl(url);
      var hash = Secret.hash(SECOND_PASSCODE, new SecureRandom());
      new PostgresAccounts(source).create(SECOND_ID, "Asia/Kolkata", hash);
    }
  }
}
