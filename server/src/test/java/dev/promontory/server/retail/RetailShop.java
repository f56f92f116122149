package dev.promontory.server.retail;

import dev.promontory.server.client.ApiClient;
import dev.promontory.server.client.Credentials;
import dev.promontory.server.client.Management;
import dev.promontory.server.imports.ImportCommand;
import dev.promontory.testkit.process.ServerProcess;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// A server that holds the shop's records.
final class RetailShop implements AutoCloseable {
  private final ServerProcess process;
  private final ApiClient client;

  private RetailShop(ServerProcess process) {
    this.process = process;
    this.client =
        new ApiClient(
            process.address(), new Credentials(ServerProcess.ACCOUNT_ID, ServerProcess.PASSCODE));
  }

  /// Starts a server on an empty folder and imports the records by the command that users have.
  ///
  /// @throws IllegalStateException if a record is not taken
  static RetailShop importing(List<InvoiceLine> lines, Path folder) throws IOException {
    var records = folder.resolve("retail.ndjson");
    write(RetailRecords.of(lines), records);
    var zone = Map.of("PROMONTORY_TIME_ZONE", InvoiceLine.ZONE.getId());
    var shop = new RetailShop(ServerProcess.start(folder.resolve("data"), zone, List.of()));
    int exit = shop.run(records);
    if (exit != ImportCommand.ALL_TAKEN) {
      shop.close();
      throw new IllegalStateException("the import ended with " + exit);
    }
    shop.api().awaitSettled();
    return shop;
  }

  ApiClient client() {
    return client;
  }

  Management api() {
    return new Management(client);
  }

  @Override
  public void close() {
    client.close();
    process.close();
  }

  private int run(Path records) {
    var url = List.of("--url", client.server().toString());
    var account = List.of("--account", ServerProcess.ACCOUNT_ID);
    var passcode = List.of("--passcode", ServerProcess.PASSCODE);
    var arguments = new ArrayList<String>();
    List.of(url, account, passcode).forEach(arguments::addAll);
    arguments.add(records.toString());
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    return new ImportCommand(InputStream.nullInputStream(), out, false).run(arguments, Map.of());
  }

  private static void write(List<Map<String, Object>> records, Path file) throws IOException {
    var json = new JsonMapper();
    try (BufferedWriter writer = Files.newBufferedWriter(file)) {
      for (var record : records) {
        writer.write(json.writeValueAsString(record));
        writer.newLine();
      }
    }
  }
}
