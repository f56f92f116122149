package dev.promontory.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.server.Config.ClockKind;
import dev.promontory.server.Config.FirstAccount;
import dev.promontory.server.Config.FirstAdmin;
import dev.promontory.server.Config.LogLayout;
import dev.promontory.server.http.Route;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// The contract against what is served.
class OpenApiIT {
  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

  /// Files that the page at `/docs` asks for.
  private static final String DOCS_FILES = "/docs/";

  private final JsonNode contract =
      new YAMLMapper().readTree(Path.of("..", "openapi.yaml").toFile());

  @TempDir private Path data;

  @Test
  void every_route_is_in_the_contract_and_the_other_way_round() {
    var served = new TreeSet<String>();
    var open = new TreeSet<String>();
    for (var route : routes()) {
      if (!route.path().startsWith(DOCS_FILES)) {
        served.add(name(route));
        if (route.access() == Route.Access.OPEN) {
          open.add(name(route));
        }
      }
    }

    assertThat(documented(Set.of())).isEqualTo(served);
    assertThat(documented(Set.of("security"))).isEqualTo(open);
  }

  /// Methods and paths of the contract, or of those operations only that have some members. An
  /// operation has `security` only where it needs none.
  private Set<String> documented(Set<String> members) {
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

  private List<Route> routes() {
    var config =
        new Config(
            0,
            data,
            null,
            new FirstAccount("ACME", "passcode", ZoneOffset.UTC),
            new FirstAdmin(null, "password"),
            ClockKind.TEST,
            LogLayout.TEXT);
    var silent = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    try (var server = new Server(config, silent).start()) {
      return server.routes();
    }
  }

  private static String name(Route route) {
    return route.method().text().toLowerCase(Locale.ROOT) + " " + route.path();
  }
}
