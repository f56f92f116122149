package dev.promontory.server.retail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.tukaani.xz.XZInputStream;

/// Reads `online-retail.csv.xz`.
final class RetailFile {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
  private static final int COLUMNS = 8;

  private RetailFile() {}

  /// The lines of known customers, in the order of the file.
  static List<InvoiceLine> read(Path file) throws IOException {
    var lines = new ArrayList<InvoiceLine>();
    try (var in = new XZInputStream(Files.newInputStream(file));
        var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      reader.readLine();
      for (var line = reader.readLine(); line != null; line = reader.readLine()) {
        var fields = fields(line);
        if (!fields.get(6).isEmpty()) {
          lines.add(line(fields));
        }
      }
    }
    return lines;
  }

  private static InvoiceLine line(List<String> fields) {
    return new InvoiceLine(
        fields.get(0),
        fields.get(1),
        fields.get(2),
        Integer.parseInt(fields.get(3)),
        LocalDateTime.parse(fields.get(4), TIME),
        new BigDecimal(fields.get(5)),
        fields.get(6).replace(".0", ""),
        fields.get(7));
  }

  /// Splits a line of CSV; a quoted field may hold commas and doubled quotes, no line breaks.
  private static List<String> fields(String line) {
    var fields = new ArrayList<String>();
    var field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
        field.append(c);
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        fields.add(field.toString());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
    fields.add(field.toString());
    if (fields.size() != COLUMNS) {
      throw new IllegalArgumentException("not eight columns: " + line);
    }
    return fields;
  }
}
