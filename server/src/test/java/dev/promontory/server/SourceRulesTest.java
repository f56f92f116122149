package dev.promontory.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What the style guide says about files.
class SourceRulesTest {
  private static final int MAX_FILE_LINES = 300;
  private static final int MAX_METHOD_LINES = 40;
  private static final int MIN_PACKAGE_TEXT = 40;
  private static final Pattern UNFINISHED = Pattern.compile("\\b(TODO|FIXME|XXX)\\b");
  private static final Pattern DOC = Pattern.compile("^///.*$", Pattern.MULTILINE);

  private static final List<Path> MAIN = SourceTree.files("main");
  private static final List<Path> TESTS = SourceTree.files("test");

  @Test
  void all_modules_are_looked_at() {
    for (var module :
        List.of("engine", "testkit", "postgres", "history", "live", "server", "bench")) {
      assertThat(MAIN).anyMatch(file -> SourceTree.name(file).startsWith(module + "/"));
    }
  }

  @Test
  void no_file_is_longer_than_300_lines() {
    assertThat(MAIN)
        .filteredOn(file -> SourceTree.text(file).lines().count() > MAX_FILE_LINES)
        .map(SourceTree::name)
        .isEmpty();
  }

  @Test
  void no_method_is_longer_than_40_lines() throws IOException {
    var methods = SourceTree.methods(MAIN);

    assertThat(methods).hasSizeGreaterThan(100);
    assertThat(methods).filteredOn(method -> method.lines() > MAX_METHOD_LINES).isEmpty();
  }

  @Test
  void nothing_is_left_unfinished() {
    assertThat(MAIN).filteredOn(file -> UNFINISHED.matcher(SourceTree.text(file)).find()).isEmpty();
    assertThat(TESTS)
        .filteredOn(file -> !file.endsWith("SourceRulesTest.java"))
        .filteredOn(file -> UNFINISHED.matcher(SourceTree.text(file)).find())
        .isEmpty();
  }

  @Test
  void no_test_sleeps_or_is_switched_off() {
    assertThat(TESTS)
        .filteredOn(file -> !file.endsWith("SourceRulesTest.java"))
        .filteredOn(
            file -> {
              var text = SourceTree.text(file);
              return text.contains("Thread.sleep") || text.contains("@Disabled");
            })
        .isEmpty();
  }

  @Test
  void every_package_says_what_it_is() {
    var packages = MAIN.stream().map(Path::getParent).distinct().toList();

    assertThat(packages)
        .allSatisfy(
            folder -> {
              var info = folder.resolve("package-info.java");
              assertThat(Files.exists(info)).as(SourceTree.name(info)).isTrue();
              var text = SourceTree.text(info);
              assertThat(text).as(SourceTree.name(info)).contains("@NullMarked");
              var words = DOC.matcher(text).results().mapToInt(line -> line.group().length()).sum();
              assertThat(words).as(SourceTree.name(info)).isGreaterThan(MIN_PACKAGE_TEXT);
            });
  }
}
