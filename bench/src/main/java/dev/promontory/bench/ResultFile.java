package dev.promontory.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Writes a result as `<name>.json`, over the one of the run before.
final class ResultFile {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private ResultFile() {}

  static Path write(Result result, Path folder) throws IOException {
    Files.createDirectories(folder);
    var file = folder.resolve(result.name() + ".json");
    Files.writeString(file, JSON.writeValueAsString(document(result)) + "\n");
    return file;
  }

  private static Map<String, Object> document(Result result) {
    var document = new LinkedHashMap<String, Object>();
    document.put("name", result.name());
    document.put("ours", rounded(result.ours()));
    document.put("baseline", rounded(result.baseline()));
    document.put("ratio", rounded(result.ratio()));
    document.put("unit", result.unit());
    document.put("settings", result.settings());
    document.put("measures", result.measures().stream().map(ResultFile::document).toList());
    document.put("targets", result.targets().stream().map(ResultFile::document).toList());
    return document;
  }

  private static Map<String, Object> document(Measure measure) {
    var document = new LinkedHashMap<String, Object>();
    document.put("what", measure.what());
    document.put("ours", rounded(measure.ours()));
    var baseline = measure.baseline();
    if (baseline != null) {
      document.put("baseline", rounded(baseline));
      document.put("ratio", rounded(measure.ours() / baseline));
    }
    document.put("unit", measure.unit());
    return document;
  }

  private static Map<String, Object> document(Target target) {
    var document = new LinkedHashMap<String, Object>();
    document.put("what", target.what());
    document.put("measured", rounded(target.measured()));
    document.put("bound", target.side().sign() + " " + Figures.text(target.bound()));
    document.put("met", target.met());
    return document;
  }

  /// Three decimals: more would pretend to a precision that no measurement here has.
  private static double rounded(double figure) {
    return Double.isFinite(figure) ? Math.round(figure * 1000) / 1000.0 : figure;
  }
}
