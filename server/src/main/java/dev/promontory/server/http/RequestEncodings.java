package dev.promontory.server.http;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Headers;
import io.helidon.http.HttpException;
import io.helidon.http.Status;
import io.helidon.http.encoding.ContentDecoder;
import io.helidon.http.encoding.ContentEncoder;
import io.helidon.http.encoding.ContentEncodingContext;
import io.helidon.http.encoding.ContentEncodingContextConfig;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/// Request bodies may be compressed by gzip or zstd; resources read them decompressed. Any other
/// encoding is answered with 415 when the body is read. Answers are sent as they are.
final class RequestEncodings implements ContentEncodingContext {
  private static final int BUFFER_BYTES = 16 * 1024;

  /// Logarithm of the largest zstd window, 8 MiB: all levels but `--ultra` do with it.
  private static final int WINDOW_LOG = 23;

  /// Opens the compressed stream.
  private interface Opener {
    InputStream open(InputStream in) throws IOException;
  }

  @Override
  public boolean contentDecodingEnabled() {
    return true;
  }

  /// All, so that the refusal can be a 415.
  @Override
  public boolean contentDecodingSupported(String encoding) {
    return true;
  }

  @Override
  public ContentDecoder decoder(String encoding) {
    return switch (encoding.strip().toLowerCase(Locale.ROOT)) {
      case "identity" -> ContentDecoder.NO_OP;
      case "gzip", "x-gzip" -> in -> open(in, "gzip", s -> new GZIPInputStream(s, BUFFER_BYTES));
      case "zstd" ->
          in -> open(in, "zstd", s -> new ZstdInputStreamNoFinalizer(s).setLongMax(WINDOW_LOG));
      default -> _ -> refuse();
    };
  }

  private static InputStream open(InputStream in, String encoding, Opener opener) {
    try {
      return new Decompressed(opener.open(in), encoding);
    } catch (IOException e) {
      throw Decompressed.broken(encoding, e);
    }
  }

  private static InputStream refuse() {
    throw new HttpException(
            "a body is sent as it is, or as gzip or zstd", Status.UNSUPPORTED_MEDIA_TYPE_415, false)
        .header(HeaderValues.create(HeaderNames.ACCEPT_ENCODING, "gzip, zstd"));
  }

  @Override
  public boolean contentEncodingEnabled() {
    return false;
  }

  @Override
  public boolean contentEncodingSupported(String encoding) {
    return false;
  }

  @Override
  public ContentEncoder encoder(String encoding) {
    return ContentEncoder.NO_OP;
  }

  @Override
  public ContentEncoder encoder(Headers headers) {
    return ContentEncoder.NO_OP;
  }

  @Override
  public ContentEncodingContextConfig prototype() {
    return ContentEncodingContextConfig.create();
  }
}
