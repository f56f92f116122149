package dev.promontory.server.http;

import java.util.List;

/// A part of the HTTP interface. Handlers run on virtual threads, many at once.
public interface Resource {

  /// The route table: what to read first. Of two templates that both match a path, the one that
  /// comes first answers.
  List<Route> routes();
}
