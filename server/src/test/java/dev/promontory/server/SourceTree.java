package dev.promontory.server;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/// The project's Java sources, for rules that class files don't show.
final class SourceTree {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  /// A method in a file.
  ///
  /// @param lines from the one with its name to its closing brace
  record Method(String place, long lines) {}

  private SourceTree() {}

  /// The `.java` files under `src/main` or `src/test` of all modules.
  ///
  /// @param part `main` or `test`
  static List<Path> files(String part) {
    try (var modules = Files.list(ROOT)) {
      return modules
          .map(module -> module.resolve("src").resolve(part).resolve("java"))
          .filter(Files::isDirectory)
          .flatMap(SourceTree::javaFiles)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// As it is said in messages.
  static String name(Path file) {
    return ROOT.relativize(file).toString();
  }

  /// All methods and constructors of some files, those of inner and anonymous classes too.
  static List<Method> methods(List<Path> files) throws IOException {
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (var fileManager = compiler.getStandardFileManager(null, null, null)) {
      var sources = fileManager.getJavaFileObjectsFromPaths(files);
      var task = (JavacTask) compiler.getTask(null, fileManager, null, null, null, sources);
      var methods = new ArrayList<Method>();
      for (var unit : task.parse()) {
        new Scanner(unit, Trees.instance(task), methods).scan(unit, null);
      }
      return methods;
    }
  }

  private static final class Scanner extends TreeScanner<Void, Void> {
    private final CompilationUnitTree unit;
    private final Trees trees;
    private final List<Method> found;

    Scanner(CompilationUnitTree unit, Trees trees, List<Method> found) {
      this.unit = unit;
      this.trees = trees;
      this.found = found;
    }

    @Override
    public Void visitMethod(MethodTree method, Void nothing) {
      if (method.getBody() != null) {
        var positions = trees.getSourcePositions();
        var lines = unit.getLineMap();
        var first = lines.getLineNumber(positions.getStartPosition(unit, method.getBody()));
        var last = lines.getLineNumber(positions.getEndPosition(unit, method.getBody()));
        var place = name(Path.of(unit.getSourceFile().toUri())) + ":" + first;
        found.add(new Method(place, last - first + 1));
      }
      return super.visitMethod(method, null);
    }
  }

  private static Stream<Path> javaFiles(Path folder) {
    try (var files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
