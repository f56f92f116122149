package dev.promontory.server.client;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// The calls of the management API that make up a past-behaviour campaign, from the wallet to what
/// was granted. Documents are maps, lists, strings, numbers and booleans, as JSON has them. A call
/// that is refused throws [RefusedCall].
public record Management(ApiClient client) {
  private static final String SEGMENTS = "/api/v1/segments";
  private static final String CAMPAIGNS = "/api/v1/campaigns";
  private static final long POLL_MILLIS = 20;
  private static final int SETTLING_TIMED_OUT = 504;
  private static final Set<String> UNDER_WAY = Set.of("scheduled", "running");

  /// Waits until everything acknowledged so far is visible and granted, however long that takes.
  public void awaitSettled() throws IOException {
    var answer = client.get("/api/v1/settled");
    while (answer.status() == SETTLING_TIMED_OUT) {
      answer = client.get("/api/v1/settled");
    }
    answer.orThrow();
  }

  /// How many users a rule holds for now.
  public long estimate(Map<String, ?> rule) throws IOException {
    var answer = client.post(SEGMENTS + "/estimate", Map.of("rule", rule)).orThrow();
    return answer.json().get("users").asLong();
  }

  public long createWallet(Map<String, ?> wallet) throws IOException {
    return id(client.post("/api/v1/wallets", wallet));
  }

  public long createSegment(String name, Map<String, ?> rule) throws IOException {
    return id(client.post(SEGMENTS, Map.of("name", name, "rule", rule)));
  }

  public long createCampaign(Map<String, ?> campaign) throws IOException {
    return id(client.post(CAMPAIGNS, campaign));
  }

  public void publish(long campaignId) throws IOException {
    client.post(campaign(campaignId) + "/publish").orThrow();
  }

  /// Waits until a campaign has done all its runs.
  ///
  /// @throws IllegalStateException if it ends any other way
  public void awaitCompleted(long campaignId) throws IOException, InterruptedException {
    var status = status(campaignId);
    while (UNDER_WAY.contains(status)) {
      Thread.sleep(POLL_MILLIS);
      status = status(campaignId);
    }
    if (!"completed".equals(status)) {
      throw new IllegalStateException("campaign %d is %s".formatted(campaignId, status));
    }
  }

  /// The status of a campaign, such as `running`.
  public String status(long campaignId) throws IOException {
    return client.get(campaign(campaignId)).orThrow().json().get("status").asString();
  }

  /// The instant at which the first run of a campaign computed its members.
  public Instant runStartedAt(long campaignId) throws IOException {
    var runs = client.get(campaign(campaignId) + "/runs").orThrow().json();
    return Instant.parse(runs.get("items").get(0).get("startedAt").asString());
  }

  /// All grants of a campaign.
  public List<JsonNode> grants(long campaignId) throws IOException {
    return all(campaign(campaignId) + "/grants", Map.of());
  }

  /// All items of a list.
  ///
  /// @param query parameters other than `limit` and `cursor`
  public List<JsonNode> all(String path, Map<String, ?> query) throws IOException {
    var items = new ArrayList<JsonNode>();
    var parameters = new TreeMap<String, Object>(query);
    parameters.put("limit", 1000);
    var page = client.get(ApiClient.path(path, parameters)).orThrow().json();
    page.get("items").forEach(items::add);
    while (page.hasNonNull("nextCursor")) {
      parameters.put("cursor", page.get("nextCursor").asString());
      page = client.get(ApiClient.path(path, parameters)).orThrow().json();
      page.get("items").forEach(items::add);
    }
    return items;
  }

  /// The wallets of a user, as `GET /1/promo/wallets` shows them.
  public JsonNode wallets(String identity) throws IOException {
    var path = ApiClient.path("/1/promo/wallets", Map.of("identity", identity));
    return client.get(path).orThrow().json().get("records");
  }

  private static String campaign(long id) {
    return CAMPAIGNS + "/" + id;
  }

  private static long id(Answer created) {
    return created.orThrow().json().get("id").asLong();
  }
}
