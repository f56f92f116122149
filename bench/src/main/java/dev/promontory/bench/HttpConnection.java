package dev.promontory.bench;

import dev.promontory.testkit.process.ServerProcess;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// One kept-alive HTTP/1.1 connection, with as little work as can be: measuring a server with a
/// client of two cores' appetite measures the client. Belongs to one thread.
final class HttpConnection implements AutoCloseable {
  private static final String CONTENT_LENGTH = "content-length:";
  private static final String CHUNKED = "transfer-encoding: chunked";
  private static final String LENGTH = "Content-Length: ";
  private static final String END = "\r\n\r\n";
  private static final int BUFFER_BYTES = 16 * 1024;

  private final Socket socket;
  private final OutputStream out;
  private final InputStream in;
  private final String head;
  private final String uploadHead;
  private byte[] request = {};

  /// What came back.
  ///
  /// @param status the HTTP status
  record Reply(int status, String body) {}

  /// Connects to a server that [ServerProcess] started.
  HttpConnection(URI server) throws IOException {
    socket = new Socket(server.getHost(), server.getPort());
    socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
    out = socket.getOutputStream();
    in = new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES);
    head =
        """
         HTTP/1.1\r
        Host: %s\r
        Content-Type: application/json\r
        X-CleverTap-Account-Id: %s\r
        X-CleverTap-Passcode: %s\r
        """
            .formatted(server.getAuthority(), ServerProcess.ACCOUNT_ID, ServerProcess.PASSCODE);
    uploadHead = "POST /1/upload" + head + LENGTH;
  }

  /// Sends the body of an upload with events from this one on, and waits for the answer.
  Reply upload(UploadBody body, long firstEvent) throws IOException {
    var begin = (uploadHead + body.length() + END).getBytes(StandardCharsets.US_ASCII);
    int length = begin.length + body.length();
    if (request.length < length) {
      request = new byte[length];
    }
    System.arraycopy(begin, 0, request, 0, begin.length);
    body.write(firstEvent, request, begin.length);
    out.write(request, 0, length);
    return reply();
  }

  /// Posts a document, and waits for the answer.
  ///
  /// @param body ASCII
  Reply post(String path, String idempotencyKey, String body) throws IOException {
    var key = "Idempotency-Key: " + idempotencyKey + "\r\n";
    return send("POST " + path + head + key + LENGTH + body.length() + END + body);
  }

  /// Asks, and waits for the answer.
  Reply get(String path) throws IOException {
    return send("GET " + path + head + "\r\n");
  }

  private Reply send(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.US_ASCII));
    return reply();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private Reply reply() throws IOException {
    var statusLine = line();
    int status = Integer.parseInt(statusLine.split(" ", 3)[1]);
    int length = 0;
    boolean chunked = false;
    for (var header = line(); !header.isEmpty(); header = line()) {
      var lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith(CONTENT_LENGTH)) {
        length = Integer.parseInt(lower.substring(CONTENT_LENGTH.length()).strip());
      }
      chunked |= lower.equals(CHUNKED);
    }
    return new Reply(status, chunked ? chunks() : text(length));
  }

  private String chunks() throws IOException {
    var text = new StringBuilder();
    for (int size = chunkSize(); size > 0; size = chunkSize()) {
      text.append(text(size));
      line();
    }
    line();
    return text.toString();
  }

  private int chunkSize() throws IOException {
    return Integer.parseInt(line().strip(), 16);
  }

  private String text(int length) throws IOException {
    var bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the connection ended in an answer");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the connection ended");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }
}
