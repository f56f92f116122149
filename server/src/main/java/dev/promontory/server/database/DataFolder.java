package dev.promontory.server.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// The folder that holds the embedded database and the derived stores, locked for one server.
///
/// The lock is the operating system's: it goes with the process, so a crash leaves nothing to
/// clean.
public final class DataFolder implements AutoCloseable {
  private final Path path;
  private final FileChannel lockFile;

  private DataFolder(Path path, FileChannel lockFile) {
    this.path = path;
    this.lockFile = lockFile;
  }

  /// Creates the folder if need be and locks it.
  ///
  /// @throws StartFailure when another server holds it or it cannot be written
  public static DataFolder open(Path path) {
    var folder = path.toAbsolutePath().normalize();
    var lockPath = folder.resolve("lock");
    try {
      Files.createDirectories(folder);
      var file =
          FileChannel.open(
              lockPath,
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      if (!locked(file)) {
        file.close();
        throw new StartFailure(
            "the data folder %s is in use by another Promontory (process %s)"
                .formatted(folder, Files.readString(lockPath).strip()));
      }
      file.truncate(0);
      file.write(
          ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.UTF_8)));
      return new DataFolder(folder, file);
    } catch (IOException e) {
      throw new StartFailure("the data folder %s cannot be used: %s".formatted(folder, e), e);
    }
  }

  private static boolean locked(FileChannel file) throws IOException {
    try {
      return file.tryLock() != null;
    } catch (OverlappingFileLockException _) {
      return false;
    }
  }

  /// Absolute and normalised.
  public Path path() {
    return path;
  }

  /// Lets another server have the folder.
  @Override
  public void close() {
    try {
      lockFile.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
