package dev.promontory.server.document;

import dev.promontory.campaign.CampaignDocument;
import dev.promontory.campaign.CampaignNotation;
import dev.promontory.campaign.CampaignParts;
import dev.promontory.campaign.CampaignParts.Timing;
import dev.promontory.campaign.CampaignReading;
import dev.promontory.campaign.Qualification;
import dev.promontory.document.Problem;
import dev.promontory.document.Reading;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads campaigns (contract 4.2).
public final class CampaignReader implements CampaignNotation {
  /// Characters of a campaign's name.
  public static final int MAX_NAME = 100;

  private static final CampaignReading.Summary NOTHING =
      new CampaignReading.Summary("", null, null, Map.of(), null);

  @Override
  public CampaignReading read(String documentJson, ZoneId zone) {
    return switch (JsonText.parse(documentJson.getBytes(StandardCharsets.UTF_8))) {
      case Reading.Flawed<JsonNode>(var problems) -> nothing(problems);
      case Reading.Sound<JsonNode>(var json) -> read(json, zone);
    };
  }

  @Override
  public String rename(String documentJson, String name) {
    return JsonText.parseStored(documentJson).asObject().put("name", name).toString();
  }

  /// As [#read(String, ZoneId)], of what was parsed already.
  public CampaignReading read(JsonNode json, ZoneId zone) {
    var problems = new ProblemList();
    var fields = Fields.of(Node.root(json, problems));
    if (fields == null) {
      return nothing(problems.list());
    }
    var named = fields.required("name", "The name of the campaign.");
    var name = named == null ? null : named.text(MAX_NAME);
    var qualification = qualification(fields);
    var audiences = new AudienceReader(qualification);
    var who = fields.required("who", "Whom it rewards.");
    var audience = who == null ? null : audiences.read(who);
    var rewards = new RewardReader(audiences.setting());
    var what = fields.required("what", "What it gives.");
    var reward = what == null ? null : rewards.read(what);
    var timing = timing(fields, qualification, zone);
    var holdout = fields.optional("holdout");
    if (holdout != null) {
      holdout.notBuilt("Holding out a control group is not built yet.");
    }
    fields.refuseOthers();
    var summary =
        new CampaignReading.Summary(
            name == null ? "" : name.strip(),
            qualification,
            rewards.type(),
            audiences.segments(),
            rewards.walletId());
    var parts = new CampaignParts(audience, rewards.amounts(), rewards.validity(), timing);
    var schedule = timing.schedule();
    var runsIn = timing.zone();
    if (name == null || audience == null || reward == null || schedule == null || runsIn == null) {
      return new CampaignReading(summary, parts, null, problems.list());
    }
    var document = new CampaignDocument(name.strip(), audience, reward, schedule, runsIn);
    return new CampaignReading(
        summary, parts, problems.isEmpty() ? document : null, problems.list());
  }

  private static CampaignReading nothing(List<Problem> problems) {
    return new CampaignReading(NOTHING, CampaignParts.NONE, null, problems);
  }

  private static @Nullable Qualification qualification(Fields fields) {
    var node =
        fields.required("qualification", "How users qualify: live, pastBehavior or customList.");
    if (node == null) {
      return null;
    }
    var qualification =
        node.json().isString()
            ? Qualification.ofCode(node.json().stringValue()).orElse(null)
            : null;
    if (qualification == null) {
      node.wrong("A qualification is pastBehavior, customList or live.");
    }
    return qualification;
  }

  private static Timing timing(Fields fields, @Nullable Qualification qualification, ZoneId zone) {
    var when = fields.required("when", "When it runs.");
    if (when == null) {
      return Timing.NONE;
    }
    boolean isLive =
        qualification == Qualification.LIVE
            || (qualification == null && !isOfRuns(when) && when.json().has("end"));
    return isLive ? new LiveReader().read(when, zone) : new ScheduleReader().read(when, zone);
  }

  /// Whether it can only be meant for runs, though nobody says so.
  private static boolean isOfRuns(Node when) {
    return when.json().has("dates") || when.json().has("recurring");
  }
}
