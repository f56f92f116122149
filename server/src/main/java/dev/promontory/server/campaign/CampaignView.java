package dev.promontory.server.campaign;

import dev.promontory.campaign.Campaign;
import dev.promontory.campaign.LifeCycle;
import dev.promontory.campaign.Revision;
import dev.promontory.campaign.Run;
import dev.promontory.document.Problem;
import dev.promontory.server.document.JsonText;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Campaigns, revisions, runs and problems as the API shows them.
final class CampaignView {
  /// What the server adds to a document. It may come back in a changed document.
  static final Set<String> ADDED =
      Set.of(
          "id",
          "status",
          "revision",
          "createdBy",
          "createdAt",
          "updatedAt",
          "publishedAt",
          "startsAt",
          "nextRunAt");

  private CampaignView() {}

  /// The document, and what the server knows besides.
  static Map<String, Object> of(Campaign campaign) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("id", campaign.id());
    view.put("status", LifeCycle.word(campaign.status()));
    view.put("revision", campaign.revision());
    JsonText.parseStored(campaign.text().documentJson())
        .properties()
        .forEach(field -> view.put(field.getKey(), field.getValue()));
    view.put("createdBy", campaign.createdBy());
    view.put("createdAt", campaign.createdAt().toString());
    view.put("updatedAt", campaign.updatedAt().toString());
    view.put("publishedAt", text(campaign.publishedAt()));
    view.put("startsAt", text(campaign.startsAt()));
    view.put("nextRunAt", text(campaign.nextRunAt()));
    return view;
  }

  static Map<String, Object> of(Revision revision) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("revision", revision.number());
    view.put("document", document(revision));
    view.put("createdBy", revision.createdBy());
    view.put("createdAt", revision.createdAt().toString());
    return view;
  }

  private static JsonNode document(Revision revision) {
    return JsonText.parseStored(revision.documentJson());
  }

  static Map<String, Object> of(Run run) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("id", run.id());
    view.put("status", run.status().name().toLowerCase(Locale.ROOT));
    view.put("revision", run.revision());
    view.put("plannedAt", run.plannedAt().toString());
    view.put("startedAt", text(run.startedAt()));
    view.put("finishedAt", text(run.finishedAt()));
    view.put("members", run.members());
    view.put("done", run.done());
    view.put("failure", run.failure());
    return view;
  }

  static Map<String, Object> of(List<Problem> problems) {
    return Map.of(
        "valid",
        problems.isEmpty(),
        "problems",
        problems.stream()
            .map(
                problem ->
                    Map.of(
                        "path", problem.path(),
                        "code", problem.kind().code(),
                        "message", problem.message()))
            .toList());
  }

  private static @Nullable String text(@Nullable Instant instant) {
    return instant == null ? null : instant.toString();
  }
}
