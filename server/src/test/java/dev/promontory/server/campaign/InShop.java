package dev.promontory.server.campaign;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/// Tests of a class that share a shop, each with names of its own. Every class has another one.
abstract class InShop {
  @TempDir private static Path folder;
  static Shop shop;

  @BeforeAll
  static void open() throws IOException {
    shop = new Shop(folder);
  }

  @AfterAll
  static void close() {
    shop.close();
  }
}
