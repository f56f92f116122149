package dev.promontory.testkit.campaign;

import dev.promontory.campaign.CampaignDocument;
import dev.promontory.campaign.CampaignDocument.Audience;
import dev.promontory.campaign.CampaignNotation;
import dev.promontory.campaign.CampaignParts;
import dev.promontory.campaign.CampaignParts.Timing;
import dev.promontory.campaign.CampaignReading;
import dev.promontory.campaign.CampaignReading.Summary;
import dev.promontory.campaign.Qualification;
import dev.promontory.campaign.RewardType;
import dev.promontory.campaign.Schedule;
import dev.promontory.document.Problem;
import dev.promontory.points.EarnScheme;
import dev.promontory.points.Points;
import dev.promontory.rule.Rule;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// A notation for tests: a campaign is written down as a number, by which it is found again. What
/// was never written reads as a draft that lacks everything, or as wrong.
public final class CampaignBook implements CampaignNotation {
  /// A draft that lacks everything.
  public static final String EMPTY = "{}";

  private final Map<String, CampaignDocument> documents = new ConcurrentHashMap<>();

  /// Writes a campaign down.
  public String write(CampaignDocument document) {
    var json = "{\"no\":" + documents.size() + "}";
    documents.put(json, document);
    return json;
  }

  @Override
  public CampaignReading read(String documentJson, ZoneId zone) {
    var document = documents.get(documentJson);
    if (document != null) {
      return new CampaignReading(summary(document), parts(document), document, List.of());
    }
    var nothing = new Summary("", null, null, Map.of(), null);
    var problem =
        documentJson.equals(EMPTY)
            ? Problem.missing("who", "nobody yet")
            : Problem.wrong("x", "there is no such field");
    return new CampaignReading(nothing, CampaignParts.NONE, null, List.of(problem));
  }

  @Override
  public String rename(String documentJson, String name) {
    var document = documents.get(documentJson);
    return document == null
        ? documentJson
        : write(
            new CampaignDocument(
                name, document.who(), document.reward(), document.when(), document.zone()));
  }

  private static CampaignParts parts(CampaignDocument document) {
    var reward = document.reward();
    Map<String, Points> points =
        switch (reward.earn()) {
          case EarnScheme.Flat(var each) -> Map.of("what.earn.points", each);
          case EarnScheme.Random random ->
              Map.of("what.earn.min", random.min(), "what.earn.max", random.max());
          case EarnScheme.Percentage _, EarnScheme.Proportional _ -> Map.of();
        };
    return new CampaignParts(
        document.who(),
        points,
        reward.validity(),
        new Timing(document.when(), dates(document.when()), document.zone()));
  }

  private static Map<String, LocalDateTime> dates(Schedule when) {
    Map<String, LocalDateTime> dates = new LinkedHashMap<>();
    if (when instanceof Schedule.OnDates(var written)) {
      for (int i = 0; i < written.size(); i++) {
        dates.put("when.dates[" + i + "]", written.get(i));
      }
    }
    return dates;
  }

  private static Summary summary(CampaignDocument document) {
    return switch (document.who()) {
      case Audience.ByRule(var rule) ->
          summary(
              document,
              Qualification.PAST_BEHAVIOR,
              rule instanceof Rule.InSegment segment
                  ? Map.of(segment.segmentId(), "who.rule.segment.id")
                  : Map.of());
      case Audience.BySegment(long id) ->
          summary(document, Qualification.PAST_BEHAVIOR, Map.of(id, "who.segmentId"));
      case Audience.ByList(long id) ->
          summary(document, Qualification.CUSTOM_LIST, Map.of(id, "who.segmentId"));
      case Audience.Live _ -> summary(document, Qualification.LIVE, Map.of());
    };
  }

  private static Summary summary(
      CampaignDocument document, Qualification qualification, Map<Long, String> segments) {
    return new Summary(
        document.name(), qualification, RewardType.POINTS, segments, document.reward().walletId());
  }
}
