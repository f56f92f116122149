package dev.promontory.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.server.Config.ClockKind;
import dev.promontory.server.Config.FirstAccount;
import dev.promontory.server.Config.FirstAdmin;
import dev.promontory.server.Config.LogLayout;
import dev.promontory.server.client.ApiClient;
import dev.promontory.server.client.Credentials;
import dev.promontory.server.client.Management;
import dev.promontory.server.http.Route;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// The contract against what is served.
class OpenApiIT {
  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
  private static final Path FILE = Path.of("..", "openapi.yaml");
  private static final Credentials CREDENTIALS = new Credentials("ACME", "passcode");
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /// Files that the page at `/docs` asks for.
  private static final String DOCS_FILES = "/docs/";

  private static final Pattern ASKED_FOR = Pattern.compile("(?:href|src)=\"(/[^\"]*)\"");

  @TempDir private static Path data;
  private static Server server;

  /// A key that stands there twice is an error, as it is to the viewer at `/docs`.
  private final JsonNode contract =
      new YAMLMapper(
              YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .readTree(FILE.toFile());

  @BeforeAll
  static void start() {
    var config =
        new Config(
            0,
            data,
            Config.DatabaseUrls.EMBEDDED,
            new FirstAccount(CREDENTIALS.accountId(), CREDENTIALS.passcode(), ZoneOffset.UTC),
            new FirstAdmin(null, "password"),
            ClockKind.TEST,
            LogLayout.TEXT,
            true);
    var silent = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    server = new Server(config, silent).start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void every_route_is_in_the_contract_and_the_other_way_round() {
    var served = new TreeSet<String>();
    var open = new TreeSet<String>();
    for (var route : server.routes()) {
      if (!route.path().startsWith(DOCS_FILES)) {
        served.add(name(route));
        if (route.access() == Route.Access.OPEN) {
          open.add(name(route));
        }
      }
    }

    assertThat(operations(Set.of())).isEqualTo(served);
    assertThat(operations(Set.of("security"))).isEqualTo(open);
  }

  @Test
  void every_reference_of_the_contract_resolves() {
    var references = contract.findValuesAsString("$ref");

    assertThat(references).isNotEmpty();
    assertThat(references)
        .allSatisfy(
            reference -> {
              assertThat(reference).startsWith("#/");
              assertThat(contract.at(reference.substring(1)).isMissingNode()).isFalse();
            });
  }

  @Test
  void every_operation_tells_its_parameters_of_the_path() {
    for (var path : contract.path("paths").properties()) {
      for (var operation : path.getValue().properties()) {
        if (METHODS.contains(operation.getKey())) {
          var told = new TreeSet<String>();
          told.addAll(pathParameters(path.getValue()));
          told.addAll(pathParameters(operation.getValue()));
          var asked = new TreeSet<String>();
          Pattern.compile("\\{(\\w+)}")
              .matcher(path.getKey())
              .results()
              .forEach(found -> asked.add(found.group(1)));
          assertThat(told).as(operation.getKey() + " " + path.getKey()).isEqualTo(asked);
        }
      }
    }
  }

  private List<String> pathParameters(JsonNode owner) {
    List<String> names = new ArrayList<>();
    for (var parameter : owner.path("parameters")) {
      var reference = parameter.path("$ref");
      var meant =
          reference.isString() ? contract.at(reference.stringValue().substring(1)) : parameter;
      if (meant.path("in").asString().equals("path")) {
        names.add(meant.path("name").asString());
      }
    }
    return names;
  }

  @Test
  void the_contract_is_read_at_docs_with_files_of_this_server_alone() throws Exception {
    var page = get("/docs");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(contentType(page)).startsWith("text/html");
    var files =
        ASKED_FOR.matcher(page.body()).results().map(found -> found.group(1)).distinct().toList();
    assertThat(files).contains("/openapi.yaml").hasSizeGreaterThan(3);
    for (var file : files) {
      var answer = get(file);
      assertThat(answer.statusCode()).as(file).isEqualTo(200);
      assertThat(answer.body()).as(file).isNotBlank();
    }
    assertThat(contentType(get("/docs/swagger-ui.css"))).startsWith("text/css");
    assertThat(get("/openapi.yaml").body()).isEqualTo(Files.readString(FILE));
  }

  @Test
  void an_empty_body_is_a_caller_s_mistake_wherever_one_is_needed() throws Exception {
    try (var client = new ApiClient(URI.create("http://localhost:" + server.port()), CREDENTIALS)) {
      var api = new Management(client);
      var user = Map.of("type", "profile", "identity", "ann", "profileData", Map.of("Name", "Ann"));
      client.post("/1/upload", Map.of("d", List.of(user))).orThrow();
      long wallet = api.createWallet(Map.of("name", "Empty", "pointsName", "Points"));
      var query = ApiClient.path("", Map.of("identity", "ann", "walletId", wallet, "name", "n"));
      var operations = operations(Set.of("requestBody"));
      assertThat(operations).hasSizeGreaterThan(10);
      for (var operation : operations) {
        int space = operation.indexOf(' ');
        var method = operation.substring(0, space);
        var template = operation.substring(space + 1);
        if (!contract
            .path("paths")
            .path(template)
            .path(method)
            .at("/requestBody/required")
            .asBoolean()) {
          continue;
        }
        var path = template.replaceAll("\\{\\w+}", Long.toString(wallet)) + query;
        assertRefused(send(method, path, BodyPublishers.noBody()));
        assertRefused(send(method, path, chunked()));
      }
    }
  }

  private static BodyPublisher chunked() {
    return BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(new byte[0]));
  }

  private static void assertRefused(HttpResponse<String> answer) {
    var call = answer.request().method() + " " + answer.uri() + " → " + answer.body();
    assertThat(answer.statusCode()).as(call).isEqualTo(400);
    assertThat(answer.body()).as(call).containsAnyOf("body", "CSV");
  }

  /// Methods and paths of the contract, or of those operations only that have some members. An
  /// operation has `security` only where it needs none.
  private Set<String> operations(Set<String> members) {
    var names = new TreeSet<String>();
    for (var path : contract.path("paths").properties()) {
      for (var operation : path.getValue().properties()) {
        var fits = members.stream().allMatch(operation.getValue()::has);
        if (METHODS.contains(operation.getKey()) && fits) {
          names.add(operation.getKey() + " " + path.getKey());
        }
      }
    }
    return names;
  }

  private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send("get", path, BodyPublishers.noBody());
  }

  private static HttpResponse<String> send(String method, String path, BodyPublisher body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + path))
            .header("X-CleverTap-Account-Id", CREDENTIALS.accountId())
            .header("X-CleverTap-Passcode", CREDENTIALS.passcode())
            .method(method.toUpperCase(Locale.ROOT), body)
            .build();
    return HTTP.send(request, BodyHandlers.ofString());
  }

  private static String contentType(HttpResponse<String> answer) {
    return answer.headers().firstValue("Content-Type").orElse("");
  }

  private static String name(Route route) {
    return route.method().text().toLowerCase(Locale.ROOT) + " " + route.path();
  }
}
