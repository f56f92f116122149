package dev.promontory.server.http;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Handler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Properties;

/// The contract of the HTTP interface and a page to read it and try it. All files come from this
/// server.
public final class DocsApi implements Resource {
  private static final String YEAR = "public, max-age=31536000, immutable";
  private static final String ALWAYS_ASK = "no-cache";

  @Override
  public List<Route> routes() {
    var viewer = "/META-INF/resources/webjars/swagger-ui/" + viewerVersion() + "/";
    return List.of(
        Route.open("/openapi.yaml", file("/openapi.yaml", "application/yaml", ALWAYS_ASK)),
        Route.open("/docs", file("docs.html", "text/html; charset=utf-8", ALWAYS_ASK)),
        Route.open("/docs/start.js", file("docs.js", "text/javascript; charset=utf-8", ALWAYS_ASK)),
        Route.open(
            "/docs/swagger-ui-bundle.js",
            file(viewer + "swagger-ui-bundle.js", "text/javascript; charset=utf-8", YEAR)),
        Route.open(
            "/docs/swagger-ui.css",
            file(viewer + "swagger-ui.css", "text/css; charset=utf-8", YEAR)));
  }

  /// A file of the class path; read when it is asked for, which is rarely.
  private static Handler file(String resource, String contentType, String caching) {
    return (_, response) ->
        response
            .header(HeaderNames.CONTENT_TYPE, contentType)
            .header(HeaderNames.CACHE_CONTROL, caching)
            .send(read(resource));
  }

  private static byte[] read(String resource) {
    try (var file = DocsApi.class.getResourceAsStream(resource)) {
      return Objects.requireNonNull(file, resource + " is part of the server").readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String viewerVersion() {
    var properties = new Properties();
    try (var file = DocsApi.class.getResourceAsStream("docs.properties")) {
      properties.load(Objects.requireNonNull(file, "docs.properties is part of the server"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("swagger-ui", "");
  }
}
