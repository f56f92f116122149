package dev.promontory.server.csv;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Writes CSV as RFC 4180 describes it, in UTF-8: lines end in CR LF, and quotes stand around a
/// field that holds commas, quotes (doubled) or line ends. For one thread.
///
/// Texts of strangers are kept from being run as formulas by whatever opens the file: one that
/// begins with `=`, `+`, `-`, `@` (full-width ones too), a tab or a line end gets an apostrophe in
/// front, and so does one that begins with an apostrophe. Whoever takes one leading apostrophe away
/// has every text as it was.
public final class CsvWriter {
  private static final String NEEDS_APOSTROPHE = "=+-@\t\r\n'\uFF1D\uFF0B\uFF0D\uFF20";

  private final Writer writer;
  private boolean isFirst = true;

  /// @param bytes to be closed by whoever opened it
  public CsvWriter(OutputStream bytes) {
    this.writer = new OutputStreamWriter(bytes, StandardCharsets.UTF_8);
  }

  /// The next field: something that somebody wrote, or nothing.
  public CsvWriter text(@Nullable String text) throws IOException {
    boolean isFormula =
        text != null && !text.isEmpty() && NEEDS_APOSTROPHE.indexOf(text.charAt(0)) >= 0;
    return plain(isFormula ? "'" + text : text);
  }

  /// The next field: a word, a number or an instant of ours, or nothing.
  public CsvWriter plain(@Nullable Object value) throws IOException {
    if (!isFirst) {
      writer.write(',');
    }
    isFirst = false;
    if (value != null) {
      var text = value.toString();
      writer.write(isToBeQuoted(text) ? '"' + text.replace("\"", "\"\"") + '"' : text);
    }
    return this;
  }

  private static boolean isToBeQuoted(String text) {
    return text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
  }

  /// Ends the line.
  public void end() throws IOException {
    writer.write("\r\n");
    isFirst = true;
  }

  /// Sends what was written so far.
  public void flush() throws IOException {
    writer.flush();
  }
}
