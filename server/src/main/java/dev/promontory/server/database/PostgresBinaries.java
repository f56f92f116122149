package dev.promontory.server.database;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/// The PostgreSQL programs, unpacked from the class path into the data folder once per version.
///
/// @param home the folder that holds `bin`, `lib` and `share`
record PostgresBinaries(Path home) {
  private static final Set<PosixFilePermission> PROGRAM =
      PosixFilePermissions.fromString("rwxr-xr-x");
  private static final int OWNER_MAY_RUN = 0100;

  /// Unpacks the programs unless they are there already. A half-unpacked folder is never used:
  /// files go to a folder beside it that is renamed at the end.
  ///
  /// @param folder the parent of the folder to unpack into
  /// @throws StartFailure when there are no programs for this machine
  static PostgresBinaries unpacked(Path folder) throws IOException {
    var version = version();
    var home = folder.resolve("bin-" + version);
    if (Files.isDirectory(home)) {
      return new PostgresBinaries(home);
    }
    var unfinished = folder.resolve("bin-" + version + ".unfinished");
    delete(unfinished);
    try (var archive = open()) {
      unpack(archive, unfinished);
    }
    Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
    return new PostgresBinaries(home);
  }

  /// Of the programs on the class path, as the build knows it, for example `18.6.0`.
  static String version() throws IOException {
    var properties = new Properties();
    try (var file = PostgresBinaries.class.getResourceAsStream("postgres.properties")) {
      properties.load(Objects.requireNonNull(file, "postgres.properties is part of the server"));
    }
    return properties.getProperty("version", "");
  }

  /// The full path of `initdb` or `postgres`.
  String program(String name) {
    return home.resolve("bin").resolve(name).toString();
  }

  private static TarArchiveInputStream open() throws IOException {
    var machine = System.getProperty("os.arch").replace("amd64", "x86_64");
    var system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    var resource = "/postgres-%s-%s.txz".formatted(system, machine);
    InputStream packed = PostgresBinaries.class.getResourceAsStream(resource);
    if (packed == null) {
      throw new StartFailure(
          "there is no embedded PostgreSQL for %s on %s; set PROMONTORY_DATABASE_URL to a PostgreSQL of yours"
              .formatted(system, machine));
    }
    return new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(packed)));
  }

  private static void unpack(TarArchiveInputStream archive, Path target) throws IOException {
    for (var entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
      var path = target.resolve(entry.getName()).normalize();
      if (!path.startsWith(target)) {
        throw new IOException("the archive reaches outside its folder: " + entry.getName());
      }
      if (isNeeded(entry)) {
        Files.createDirectories(path.getParent());
        write(archive, entry, path);
      }
    }
  }

  /// Libraries to link programs against are a third of the archive and of no use here.
  private static boolean isNeeded(TarArchiveEntry entry) {
    return !entry.isDirectory() && !entry.getName().endsWith(".a");
  }

  private static void write(TarArchiveInputStream archive, TarArchiveEntry entry, Path path)
      throws IOException {
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
      return;
    }
    Files.copy(archive, path);
    if ((entry.getMode() & OWNER_MAY_RUN) != 0) {
      Files.setPosixFilePermissions(path, PROGRAM);
    }
  }

  /// Deletes a folder with all it holds; does nothing when it isn't there.
  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, IOException failure)
              throws IOException {
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
