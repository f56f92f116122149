package dev.promontory.server.segment;

import dev.promontory.segment.Segment;
import dev.promontory.segment.SegmentDocument;
import dev.promontory.server.document.JsonText;
import java.util.LinkedHashMap;
import java.util.Map;

/// A segment as the API shows it.
final class SegmentView {

  private SegmentView() {}

  static Map<String, Object> of(Segment segment) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("id", segment.id());
    view.put("name", segment.name());
    switch (segment.document()) {
      case SegmentDocument.ByRule(var json) -> {
        view.put("kind", "rule");
        view.put("rule", JsonText.parseStored(json));
      }
      case SegmentDocument.ByList(int size) -> {
        view.put("kind", "list");
        view.put("size", size);
      }
    }
    view.put("createdAt", segment.createdAt().toString());
    view.put("updatedAt", segment.updatedAt().toString());
    return view;
  }
}
