package dev.promontory.server.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;

/// The files of the database: made by `initdb` at the first start, found again at later ones.
///
/// @param folder PostgreSQL's own folder
/// @param password of the user `promontory`, who owns everything, kept in a file that only the
///   owner can read
record PostgresCluster(Path folder, String password) {
  static final String USER = "promontory";
  private static final int PASSWORD_BYTES = 24;

  /// Finds the files, or makes them. A half-made folder is never used: `initdb` works in a folder
  /// beside it that is renamed at the end.
  ///
  /// @throws StartFailure when `initdb` fails or the password of existing files is gone
  static PostgresCluster open(Path parent, PostgresBinaries binaries, PostgresUser user)
      throws IOException {
    var folder = parent.resolve("cluster-18");
    var passwordFile = parent.resolve("password");
    if (Files.isDirectory(folder)) {
      if (!Files.exists(passwordFile)) {
        throw new StartFailure(
            "the database in %s has lost its file %s".formatted(folder, passwordFile));
      }
      return new PostgresCluster(folder, Files.readString(passwordFile).strip());
    }
    var password = newPassword(passwordFile);
    user.adopt(passwordFile);
    var unfinished = parent.resolve("cluster-18.unfinished");
    PostgresBinaries.delete(unfinished);
    initialise(user.command(initdb(binaries, unfinished, passwordFile)));
    Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
    return new PostgresCluster(folder, password);
  }

  /// Hexadecimal digits, which need no quoting anywhere.
  static String newPassword() {
    var random = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }

  private static String newPassword(Path file) throws IOException {
    var password = newPassword();
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, password);
    return password;
  }

  /// Text is UTF-8 and sorts by code point, the same on every machine and in every release.
  private static List<String> initdb(PostgresBinaries binaries, Path target, Path passwordFile) {
    return List.of(
        binaries.program("initdb"),
        "--pgdata=" + target,
        "--username=" + USER,
        "--pwfile=" + passwordFile,
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--no-instructions");
  }

  private static void initialise(List<String> command) throws IOException {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new StartFailure("PostgreSQL's initdb failed:\n" + output.strip());
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new StartFailure("interrupted while PostgreSQL's files were made", e);
    }
  }
}
