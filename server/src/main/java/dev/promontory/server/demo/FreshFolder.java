package dev.promontory.server.demo;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/// The data folder of the demo: empty at every start.
public final class FreshFolder {
  /// The name of the subfolder.
  public static final String NAME = "demo";

  private static final String MARK = ".promontory-demo";

  private FreshFolder() {}

  /// Makes the subfolder `demo` of a data folder, and deletes what an earlier demo left in it.
  ///
  /// @throws IOException if that cannot be done, or if a folder of that name is not a demo's
  public static Path in(Path data) throws IOException {
    var folder = data.resolve(NAME);
    if (Files.exists(folder)) {
      if (!Files.exists(folder.resolve(MARK))) {
        throw new IOException(folder + " is not from an earlier demo; it is left alone");
      }
      Files.walkFileTree(folder, new Deletion());
    }
    Files.createDirectories(folder);
    Files.createFile(folder.resolve(MARK));
    return folder;
  }

  private static final class Deletion extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.delete(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
        throws IOException {
      if (failure != null) {
        throw failure;
      }
      Files.delete(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
