package dev.promontory.server.imports;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/// The input as it is read: plain, gzip or zstd, told apart by its first bytes.
final class Input implements AutoCloseable {
  private static final int MAGIC_BYTES = 4;

  private final Counted raw;
  private final InputStream text;
  private final long size;

  private Input(InputStream in, long size) throws IOException {
    raw = new Counted(in);
    text = decompressed(new BufferedInputStream(raw, 1 << 16));
    this.size = size;
  }

  static Input ofFile(Path file) throws IOException {
    return new Input(Files.newInputStream(file), Files.size(file));
  }

  static Input ofStream(InputStream in) throws IOException {
    return new Input(in, -1);
  }

  private static InputStream decompressed(BufferedInputStream in) throws IOException {
    in.mark(MAGIC_BYTES);
    var magic = in.readNBytes(MAGIC_BYTES);
    in.reset();
    if (magic.length >= 2 && magic[0] == 0x1f && magic[1] == (byte) 0x8b) {
      return new GZIPInputStream(in, 1 << 16);
    }
    if (magic.length == MAGIC_BYTES
        && magic[0] == 0x28
        && magic[1] == (byte) 0xb5
        && magic[2] == 0x2f
        && magic[3] == (byte) 0xfd) {
      return new ZstdInputStream(in);
    }
    return in;
  }

  /// The lines, decompressed.
  LineReader lines() {
    return new LineReader(text);
  }

  /// How much of the input is read, 0 to 1, or -1 if its size is not known.
  double fractionRead() {
    return size < 0 ? -1 : size == 0 ? 1 : Math.min(1.0, (double) raw.count / size);
  }

  @Override
  public void close() throws IOException {
    text.close();
  }

  /// Counts what is read from the file; read by the thread that draws the progress.
  private static final class Counted extends FilterInputStream {
    private volatile long count;

    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int one = in.read();
      add(one < 0 ? 0 : 1);
      return one;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = in.read(buffer, offset, length);
      add(Math.max(0, read));
      return read;
    }

    // One thread reads the input, so there is one writer.
    @SuppressWarnings("NonAtomicVolatileUpdate")
    private void add(int bytes) {
      count += bytes;
    }
  }
}
