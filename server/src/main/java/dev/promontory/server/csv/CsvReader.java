package dev.promontory.server.csv;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads CSV as RFC 4180 describes it, in UTF-8, record by record: fields between commas, quotes
/// around a field that holds commas, quotes (doubled) or line ends; lines end in CR LF, LF or CR. A
/// byte order mark is skipped, and so are blank lines. A broken record is given with its fault and
/// harms no other. For one thread.
public final class CsvReader {
  /// Characters of one field.
  public static final int MAX_FIELD = 2_048;

  /// Fields of one record.
  public static final int MAX_FIELDS = 16;

  private static final int END = -1;
  private static final char BYTE_ORDER_MARK = '\uFEFF';
  private static final char NOT_UTF_8 = '\uFFFD';

  private final BufferedReader reader;
  private int line = 1;
  private int ahead;

  public CsvReader(InputStream bytes) throws IOException {
    this.reader = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8));
    this.ahead = reader.read();
    if (ahead == BYTE_ORDER_MARK) {
      ahead = reader.read();
    }
  }

  /// A record.
  ///
  /// @param line where it begins, counted from 1
  /// @param fault what is wrong with it, a sentence, or null; with a fault the fields are of no use
  public record Row(int line, List<String> fields, @Nullable String fault) {}

  /// The next record, or null at the end.
  public @Nullable Row next() throws IOException {
    while (ahead == '\r' || ahead == '\n') {
      endLine();
    }
    return ahead == END ? null : row();
  }

  private Row row() throws IOException {
    int start = line;
    List<String> fields = new ArrayList<>(2);
    while (true) {
      var field = new StringBuilder();
      var fault = ahead == '"' ? quoted(field) : plain(field);
      if (fault == null && field.indexOf(String.valueOf(NOT_UTF_8)) >= 0) {
        fault = "This is not UTF-8.";
      }
      if (fault == null && fields.size() == MAX_FIELDS) {
        fault = "A line has at most " + MAX_FIELDS + " fields.";
      }
      if (fault != null) {
        skipLine();
        return new Row(start, List.of(), fault);
      }
      fields.add(field.toString());
      if (ahead != ',') {
        endLine();
        return new Row(start, fields, null);
      }
      advance();
    }
  }

  private @Nullable String plain(StringBuilder field) throws IOException {
    while (ahead != ',' && !isEndOfLine()) {
      if (field.length() == MAX_FIELD) {
        return tooLong();
      }
      field.append((char) ahead);
      advance();
    }
    return null;
  }

  private @Nullable String quoted(StringBuilder field) throws IOException {
    advance();
    while (true) {
      if (ahead == END) {
        return "A quoted field does not end.";
      }
      if (ahead == '"') {
        advance();
        if (ahead != '"') {
          return ahead == ',' || isEndOfLine() ? null : "Text stands behind a closing quote.";
        }
      } else if (ahead == '\n') {
        line++;
      }
      if (field.length() == MAX_FIELD) {
        return tooLong();
      }
      field.append((char) ahead);
      advance();
    }
  }

  private static String tooLong() {
    return "A field has at most " + MAX_FIELD + " characters.";
  }

  private boolean isEndOfLine() {
    return ahead == '\r' || ahead == '\n' || ahead == END;
  }

  private void skipLine() throws IOException {
    while (!isEndOfLine()) {
      advance();
    }
    endLine();
  }

  private void endLine() throws IOException {
    if (ahead == '\r') {
      advance();
      if (ahead == '\n') {
        advance();
      }
    } else if (ahead == '\n') {
      advance();
    }
    line++;
  }

  private void advance() throws IOException {
    ahead = reader.read();
  }
}
