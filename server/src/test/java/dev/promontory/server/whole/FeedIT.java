package dev.promontory.server.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.server.client.ApiClient;
import dev.promontory.server.client.Credentials;
import dev.promontory.server.feed.EventStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The live feed on a whole server, and live campaigns of the same shape in two accounts whose
/// users have the same identities.
class FeedIT {
  private static final String MARK = "Marked";

  @TempDir private Path folder;

  @Test
  void h3_what_happens_in_an_account_is_told_to_it_alone_until_the_server_stops() throws Exception {
    EventStream mine;
    EventStream theirs;
    try (var accounts = new TwoAccounts(folder)) {
      var first = accounts.first();
      var second = accounts.second();
      mine = open(first, TwoAccounts.FIRST, "0");
      theirs = open(second, TwoAccounts.SECOND, "0");
      long ours = publish(first);
      long others = publish(second);

      buy(first, "ann", 120);
      buy(second, "ann", 50);
      buy(first, "ann", 70);
      var toldToMe = untilMark(first, mine);
      var toldToThem = untilMark(second, theirs);

      assertThat(told(toldToMe))
          .containsExactlyInAnyOrder(
              "event ann Charged 120",
              "event ann Charged 70",
              "qualification ann of " + ours,
              "qualification ann of " + ours,
              "grant ann of " + ours + " 12",
              "refusal ann of " + ours + " User's reward recurrence limit exceeded",
              "reward ann CT Points Credited 12");
      assertThat(told(toldToThem))
          .containsExactlyInAnyOrder(
              "event ann Charged 50",
              "qualification ann of " + others,
              "grant ann of " + others + " 5",
              "reward ann CT Points Credited 5");
      assertThat(users(toldToMe)).hasSize(1).doesNotContainAnyElementsOf(users(toldToThem));
      assertReportsAreApart(first, second, ours);
      assertRecordsAreToldAnew(first, toldToMe);
      assertThat(first.get("/metrics").body()).contains("promontory_feed_listeners");
    }
    assertThat(mine.next()).isNull();
    assertThat(theirs.next()).isNull();
  }

  /// Whoever comes again is told the records of the log again, decisions not.
  private static void assertRecordsAreToldAnew(ApiClient client, List<EventStream.Sent> told)
      throws Exception {
    var records =
        told.stream()
            .filter(each -> each.type().equals("event") || each.type().equals("reward"))
            .toList();
    try (var again = open(client, TwoAccounts.FIRST, Long.toString(records.getFirst().id()))) {
      assertThat(next(again).type()).isEqualTo("open");
      for (var record : records.subList(1, records.size())) {
        assertThat(next(again)).isEqualTo(record);
      }
    }
  }

  private static void assertReportsAreApart(ApiClient first, ApiClient second, long campaign)
      throws IOException {
    for (var report : List.of("grants", "errors", "stats", "revisions", "explain?identity=ann")) {
      var path = "/api/v1/campaigns/" + campaign + "/" + report;
      assertThat(first.get(path).status()).as(path).isEqualTo(200);
      assertThat(second.get(path).status()).as(path).isEqualTo(404);
    }
    for (var action : List.of("pause", "stop")) {
      var path = "/api/v1/campaigns/" + campaign + "/" + action;
      assertThat(second.post(path).status()).as(path).isEqualTo(404);
    }
    assertThat(TwoAccounts.api(first).status(campaign)).isEqualTo("running");
    assertThat(active(first)).isEqualTo(12);
    assertThat(active(second)).isEqualTo(5);
  }

  private static int active(ApiClient client) throws IOException {
    var wallets = TwoAccounts.api(client).wallets("ann");
    assertThat(wallets.size()).isEqualTo(1);
    return wallets.get(0).get("activePoints").asInt();
  }

  /// Everything that is told behind the opening, until a mark that is set once all has settled.
  private static List<EventStream.Sent> untilMark(ApiClient client, EventStream stream)
      throws IOException {
    TwoAccounts.api(client).awaitSettled();
    upload(client, Map.of("identity", "zoe", "type", "event", "evtName", MARK));
    assertThat(next(stream).type()).isEqualTo("open");
    var all = new ArrayList<EventStream.Sent>();
    for (var sent = next(stream); !name(sent).equals(MARK); sent = next(stream)) {
      all.add(sent);
    }
    return all;
  }

  private static List<String> told(List<EventStream.Sent> all) {
    return all.stream().map(FeedIT::told).toList();
  }

  private static String told(EventStream.Sent sent) {
    var data = sent.data();
    var who = sent.type() + " " + data.get("identity").asString() + " ";
    var of = "of " + data.path("campaign").asString();
    return switch (sent.type()) {
      case "event" -> who + name(sent) + " " + data.at("/properties/Amount").asString();
      case "reward" -> who + name(sent) + " " + data.at("/properties/Points").asString();
      case "qualification" -> who + of;
      case "grant" -> who + of + " " + data.get("points").asString();
      case "refusal" -> who + of + " " + data.get("reason").asString();
      default -> sent.toString();
    };
  }

  private static List<Long> users(List<EventStream.Sent> all) {
    return all.stream().map(sent -> sent.data().get("user").asLong()).distinct().toList();
  }

  private static String name(EventStream.Sent sent) {
    JsonNode name = sent.data().path("name");
    return name.isString() ? name.asString() : "";
  }

  private static EventStream.Sent next(EventStream stream) throws IOException {
    return Objects.requireNonNull(stream.next(), "a stream that goes on");
  }

  private static EventStream open(ApiClient client, Credentials credentials, String after)
      throws IOException, InterruptedException {
    return new EventStream(
        client.server().resolve("/api/v1/feed"),
        Map.of(
            "X-CleverTap-Account-Id", credentials.accountId(),
            "X-CleverTap-Passcode", credentials.passcode(),
            "Last-Event-ID", after));
  }

  private static void buy(ApiClient client, String identity, int amount) throws IOException {
    upload(
        client,
        Map.of(
            "identity",
            identity,
            "type",
            "event",
            "evtName",
            "Charged",
            "evtData",
            Map.of("Amount", amount)));
  }

  private static void upload(ApiClient client, Map<String, ?> record) throws IOException {
    client.post("/1/upload", Map.of("d", List.of(record))).orThrow();
  }

  /// A tenth of a purchase, once per user.
  private static long publish(ApiClient client) throws IOException {
    var api = TwoAccounts.api(client);
    long wallet = api.createWallet(Map.of("name", "Coins", "pointsName", "Coins"));
    var earn = Map.of("scheme", "percentage", "percent", 10, "property", "Amount");
    var once = Map.of("perUser", Map.of("total", 1));
    long campaign =
        api.createCampaign(
            Map.of(
                "name", "Cashback",
                "qualification", "live",
                "who", Map.of("trigger", Map.of("events", List.of(Map.of("event", "Charged")))),
                "what", Map.of("type", "points", "walletId", wallet, "earn", earn, "limits", once),
                "when", Map.of("start", "now", "end", "never")));
    api.publish(campaign);
    return campaign;
  }
}
