package dev.promontory.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.account.Account;
import dev.promontory.app.AcceptRecords;
import dev.promontory.app.CampaignSteps;
import dev.promontory.app.PostToLedger;
import dev.promontory.rule.UserSet;
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
import dev.promontory.store.Transactions;
import dev.promontory.store.Tx;
import dev.promontory.testkit.campaign.SetHistory;
import dev.promontory.testkit.live.StillHost;
import dev.promontory.user.Identity;
import dev.promontory.user.Users;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Segments and campaigns over HTTP, with a history that the test speaks for.
class CampaigningIT {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final Map<String, ?> RULE = Map.of("did", Map.of("event", "Charged"));
  private static final Closing CLOSING = new Closing();
  private static final SetHistory HISTORY = new SetHistory();

  /// Whether this thread has a transaction open.
  private static final ThreadLocal<Boolean> INSIDE = ThreadLocal.withInitial(() -> false);

  @TempDir private static Path data;
  private static Campaigning campaigning;
  private static Users users;
  private static Account account;
  private static ApiClient client;
  private static Management api;

  @BeforeAll
  static void start() {
    var config =
        new Config(
            0,
            data,
            Config.DatabaseUrls.EMBEDDED,
            new FirstAccount("ACME", "passcode", ZoneOffset.UTC),
            new FirstAdmin(null, "password"),
            ClockKind.TEST,
            LogLayout.TEXT,
            true);
    var opened = Stores.open(config, CLOSING, () -> {});
    var stores =
        new Stores(
            opened.database(),
            opened.accounts(),
            opened.consoleUsers(),
            new Marking(opened.transactions()),
            new Outside(opened.users()),
            opened.eventTypes(),
            opened.log(),
            opened.identityMemory(),
            HISTORY,
            opened.seeds());
    account = stores.accounts().create("ACME", "UTC", "no hash");
    users = opened.users();
    var clock = InstantSource.fixed(NOW);
    campaigning = new Campaigning(stores, clock, () -> {}, _ -> {});
    var steps =
        new CampaignSteps(stores.transactions(), new StillHost(clock), campaigning.liveBook());
    List<Resource> resources = new ArrayList<>(campaigning.resources(steps));
    var postToLedger = CLOSING.add(new PostToLedger(stores.transactions()));
    resources.addAll(Banking.resources(stores, clock, postToLedger));
    resources.add(new UploadApi(new AcceptRecords(stores.eventTypes(), stores.log()), clock));
    client = CLOSING.add(new ApiClient(serve(resources), new Credentials("ACME", "-")));
    api = new Management(client);
  }

  private static URI serve(List<Resource> resources) {
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
    long campaign = ran("Behind");
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

  /// A look-up of users takes a connection of its own: within a transaction it would be a second
  /// one, and enough such calls at once would wait for each other for ever.
  @Test
  void a_page_of_grants_holds_one_connection_at_a_time() throws IOException {
    var profile = Map.of("type", "profile", "identity", "bob", "profileData", Map.of());
    client.post("/1/upload", Map.of("d", List.of(profile))).orThrow();
    long bob = users.find(account.number(), Identity.of("bob")).orElseThrow();
    HISTORY.holdsFor(UserSet.of(bob));
    long campaign = ran("Page");
    HISTORY.holdsFor(UserSet.of());

    assertThat(api.grants(campaign))
        .extracting(grant -> grant.get("identity").asString())
        .containsExactly("bob");
  }

  /// Notes that a transaction is open.
  private record Marking(Transactions transactions) implements Transactions {
    @Override
    public <T> T inTransaction(Function<Tx, T> work) {
      INSIDE.set(true);
      try {
        return transactions.inTransaction(work);
      } finally {
        INSIDE.remove();
      }
    }
  }

  /// Refuses to be asked within a transaction.
  private record Outside(Users users) implements Users {
    @Override
    public OptionalLong find(int account, Identity identity) {
      return asked().find(account, identity);
    }

    @Override
    public Map<Identity, Long> findAll(int account, Collection<Identity> identities) {
      return asked().findAll(account, identities);
    }

    @Override
    public Map<Long, List<Identity>> identities(int account, Collection<Long> numbers) {
      return asked().identities(account, numbers);
    }

    @Override
    public List<Identity> search(int account, String text, int limit) {
      return asked().search(account, text, limit);
    }

    private Users asked() {
      if (INSIDE.get()) {
        throw new IllegalStateException("users are looked up within a transaction");
      }
      return users;
    }
  }

  private static long ran(String name) throws IOException {
    long wallet = api.createWallet(Map.of("name", name, "pointsName", "Points"));
    var earn = Map.of("scheme", "flat", "points", 1);
    long campaign =
        api.createCampaign(
            Map.of(
                "name", name,
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
