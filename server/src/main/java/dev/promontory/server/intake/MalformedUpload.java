package dev.promontory.server.intake;

/// The body as a whole is not an upload; nothing of it is stored. The message says where and why.
final class MalformedUpload extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MalformedUpload(String message) {
    super(message);
  }

  MalformedUpload(String message, Throwable cause) {
    super(message, cause);
  }
}
