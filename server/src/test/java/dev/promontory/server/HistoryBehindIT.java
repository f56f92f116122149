package dev.promontory.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.account.Account;
import dev.promontory.app.AcceptRecords;
import dev.promontory.server.Config.ClockKind;
import dev.promontory.server.Config.FirstAccount;
import dev.promontory.server.Config.FirstAdmin;
import dev.promontory.server.Config.LogLayout;
import dev.promontory.server.client.Answer;
import dev.promontory.server.client.ApiClient;
import dev.promontory.server.client.Credentials;
import dev.promontory.server.client.Management;
import dev.promontory.server.http.HttpEdge;
import dev.promontory.server.http.Resource;
import dev.promontory.server.http.Timings;
import dev.promontory.server.intake.UploadApi;
import dev.promontory.testkit.campaign.SetHistory;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is answered while history has not taken in what the log acknowledged.
class HistoryBehindIT {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final Map<String, ?> RULE = Map.of("did", Map.of("event", "Charged"));
  private static final Closing CLOSING = new Closing();
  private static final SetHistory HISTORY = new SetHistory();

  @TempDir private static Path data;
  private static Campaigning campaigning;
  private static ApiClient client;
  private static Management api;

  @BeforeAll
  static void start() {
    var config =
        new Config(
            0,
            data,
            null,
            new FirstAccount("ACME", "passcode", ZoneOffset.UTC),
            new FirstAdmin(null, "password"),
            ClockKind.TEST,
            LogLayout.TEXT);
    var opened = Stores.open(config, CLOSING, () -> {});
    var stores =
        new Stores(
            opened.database(),
            opened.accounts(),
            opened.consoleUsers(),
            opened.transactions(),
            opened.users(),
            opened.eventTypes(),
            opened.log(),
            HISTORY);
    var account = stores.accounts().create("ACME", "UTC", "no hash");
    var clock = InstantSource.fixed(NOW);
    campaigning = new Campaigning(stores, clock, () -> {});
    List<Resource> resources = new ArrayList<>(campaigning.resources());
    resources.addAll(Banking.resources(stores, clock, CLOSING));
    resources.add(new UploadApi(new AcceptRecords(stores.eventTypes(), stores.log()), clock));
    client = CLOSING.add(new ApiClient(serve(account, resources), new Credentials("ACME", "-")));
    api = new Management(client);
  }

  private static URI serve(Account account, List<Resource> resources) {
    var timings = new Timings(new SimpleMeterRegistry());
    var edge = CLOSING.add(new HttpEdge(0, _ -> Optional.of(account), timings, resources));
    return URI.create("http://localhost:" + edge.start());
  }

  @AfterAll
  static void stop() {
    CLOSING.closeAll();
  }

  @Test
  void estimate_members_and_explain_ask_to_come_again() throws IOException {
    var profile = Map.of("type", "profile", "identity", "ann", "profileData", Map.of());
    client.post("/1/upload", Map.of("d", List.of(profile))).orThrow();
    long segment = api.createSegment("Buyers", RULE);
    long campaign = ranWithoutMembers();
    var members = "/api/v1/segments/" + segment + "/members";
    var explain = "/api/v1/campaigns/" + campaign + "/explain?identity=ann";

    HISTORY.isCaughtUp(false);
    assertBehind(client.post("/api/v1/segments/estimate", Map.of("rule", RULE)));
    assertBehind(client.get(members));
    assertBehind(client.get(explain));

    HISTORY.isCaughtUp(true);
    assertThat(api.estimate(RULE)).isZero();
    assertThat(client.get(members).status()).isEqualTo(200);
    assertThat(client.get(explain).orThrow().json().get("ruleNow")).isNotEmpty();
  }

  private static long ranWithoutMembers() throws IOException {
    long wallet = api.createWallet(Map.of("name", "Behind", "pointsName", "Points"));
    var earn = Map.of("scheme", "flat", "points", 1);
    long campaign =
        api.createCampaign(
            Map.of(
                "name", "Behind",
                "qualification", "pastBehavior",
                "who", Map.of("rule", RULE),
                "what", Map.of("type", "points", "walletId", wallet, "earn", earn),
                "when", Map.of("start", "now")));
    api.publish(campaign);
    var runs = campaigning.runCampaign(Runnable::run);
    while (runs.doDue(NOW)) {
      assertThat(api.status(campaign)).isNotEqualTo("stopped");
    }
    assertThat(api.status(campaign)).isEqualTo("completed");
    return campaign;
  }

  private static void assertBehind(Answer answer) {
    assertThat(answer.status()).as(answer.request()).isEqualTo(503);
    assertThat(answer.header("retry-after")).as(answer.request()).isEqualTo("5");
    assertThat(answer.json().get("type").asString()).isEqualTo("/problems/history-behind");
  }
}
