package dev.promontory.server.feed;

import static dev.promontory.server.feed.Records.ACCOUNT;
import static dev.promontory.server.feed.Records.GRANTED;
import static dev.promontory.server.feed.Records.REFUSED;
import static dev.promontory.server.feed.Records.append;
import static dev.promontory.server.feed.Records.await;
import static dev.promontory.server.feed.Records.decided;
import static dev.promontory.server.feed.Records.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.account.Account;
import dev.promontory.grant.GrantKey;
import dev.promontory.grant.GrantOutcome.ZeroAward;
import dev.promontory.record.Name;
import dev.promontory.record.ProfileChange;
import dev.promontory.record.RecordBody;
import dev.promontory.record.Value;
import dev.promontory.server.http.HttpEdge;
import dev.promontory.server.http.Timings;
import dev.promontory.testkit.MemoryEventLog;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// The feed over HTTP, on a log in memory.
class FeedApiTest {
  private static final Account ACME =
      new Account(ACCOUNT, "ACME", ZoneOffset.UTC, DayOfWeek.MONDAY);

  private final MemoryEventLog log = new MemoryEventLog();
  private final FeedHub hub = new FeedHub(log);
  private final HttpEdge edge = edge(hub);
  private final List<EventStream> streams = new ArrayList<>();
  private int port;

  private HttpEdge edge(FeedHub listened) {
    return new HttpEdge(
        0,
        credentials ->
            credentials.accountId().equals("ACME") ? Optional.of(ACME) : Optional.empty(),
        new Timings(new SimpleMeterRegistry()),
        List.of(new FeedApi(listened, log, log.users())));
  }

  @BeforeEach
  void start() {
    port = edge.start();
  }

  @AfterEach
  void stop() throws Exception {
    hub.close();
    for (var stream : streams) {
      stream.close();
    }
    edge.close();
  }

  @Test
  void an_event_is_told_as_soon_as_it_is_in_the_log() throws Exception {
    var stream = open("");
    assertThat(stream.status()).isEqualTo(200);
    assertThat(stream.contentType()).startsWith("text/event-stream");
    assertThat(next(stream).type()).isEqualTo("open");

    append(log, ACCOUNT, "ann", event("Charged", "Amount", Value.number(120)));

    var told = next(stream);
    assertThat(told.id()).isEqualTo(1);
    assertThat(told.type()).isEqualTo("event");
    assertThat(told.data())
        .isEqualTo(
            new JsonMapper()
                .readTree(
                    """
                    {"kind":"event","position":1,"user":1,"identity":"ann","type":"identity",
                     "receivedAt":"2025-11-24T16:00:00Z","name":"Charged","at":"2025-11-24T16:00:00Z",
                     "properties":{"Amount":120}}
                    """));
  }

  @Test
  void a_profile_update_is_told_as_an_upload_writes_it() throws Exception {
    var stream = open("");
    next(stream);

    append(
        log,
        ACCOUNT,
        "ann",
        new RecordBody.ProfileUpdate(
            List.of(
                new ProfileChange.Put(Name.of("Name"), new Value.Text("Ann\nLee")),
                new ProfileChange.Put(Name.of("Cities"), new Value.Texts(List.of("Rome"))),
                new ProfileChange.Delete(Name.of("Age")),
                new ProfileChange.Add(Name.of("Tags"), List.of("vip")),
                new ProfileChange.Remove(Name.of("Sizes"), List.of("XL")),
                new ProfileChange.Increment(Name.of("Visits"), Value.number(1)))));

    var told = next(stream);
    assertThat(told.type()).isEqualTo("profile");
    assertThat(told.data().path("changes"))
        .isEqualTo(
            new JsonMapper()
                .readTree(
                    """
                    {"Name":"Ann\\nLee","Cities":{"$set":["Rome"]},"Age":{"$delete":1},
                     "Tags":{"$add":["vip"]},"Sizes":{"$remove":["XL"]},"Visits":{"$incr":1}}
                    """));
  }

  @Test
  void what_a_campaign_decides_is_told_as_its_grants_are_listed() throws Exception {
    append(log, ACCOUNT, "ann", event("Charged"));
    var stream = open("?kind=qualification,grant,refusal");
    next(stream);

    hub.taken(
        List.of(
            decided(ACCOUNT, new GrantKey(9, 1, 1), GRANTED),
            decided(ACCOUNT, new GrantKey(9, 1, 1), REFUSED),
            decided(ACCOUNT, new GrantKey(9, 1, 1), new ZeroAward())));

    var about =
        """
        {"kind":"%s","campaign":9,"occurrence":1,"user":1,"identity":"ann","type":"identity",
         "qualifiedAt":"2025-11-24T16:00:00Z"%s}
        """;
    var decided = ",\"revision\":2,\"walletId\":1000%s,\"decidedAt\":\"2025-11-24T16:00:00.005Z\"";
    var granted = decided.formatted(",\"outcome\":\"granted\",\"points\":12,\"transactionId\":77");
    var refused =
        decided.formatted(
            ",\"outcome\":\"refused\",\"reason\":\"Campaign's points budget exceeded\"");
    var zero = decided.formatted(",\"outcome\":\"zeroAward\"");
    for (var expected :
        List.of(
            about.formatted("qualification", ""),
            about.formatted("grant", granted),
            about.formatted("qualification", ""),
            about.formatted("refusal", refused),
            about.formatted("qualification", ""),
            about.formatted("grant", zero))) {
      var told = next(stream);
      assertThat(told.data()).isEqualTo(new JsonMapper().readTree(expected));
      assertThat(told.type()).isEqualTo(told.data().get("kind").asString());
      assertThat(told.id()).isEqualTo(1);
    }
  }

  @Test
  void who_comes_again_goes_on_behind_the_last_event_it_was_told() throws Exception {
    append(log, 5, event("Viewed"));

    var stream = open("", Map.of("Last-Event-ID", "3"));
    assertThat(next(stream).id()).isEqualTo(3);
    append(log, 1, event("Viewed"));

    assertThat(next(stream).id()).isEqualTo(4);
    assertThat(next(stream).id()).isEqualTo(5);
    assertThat(next(stream).id()).isEqualTo(6);
  }

  @Test
  void who_was_away_too_long_is_told_what_it_missed() throws Exception {
    append(log, FeedStream.MAX_REPLAY + 3, event("Viewed"));

    var stream = open("", Map.of("Last-Event-ID", "1"));
    assertThat(next(stream).id()).isEqualTo(1);

    var gap = next(stream);
    assertThat(gap.type()).isEqualTo("gap");
    assertThat(gap.data().path("from").asLong()).isEqualTo(2);
    assertThat(gap.data().path("to").asLong()).isEqualTo(3);
    assertThat(next(stream).id()).isEqualTo(4);
  }

  @Test
  void a_position_that_does_not_exist_yet_counts_as_the_end() throws Exception {
    append(log, 2, event("Viewed"));

    assertThat(next(open("", Map.of("Last-Event-ID", "1000"))).id()).isEqualTo(2);
  }

  @Test
  void filters_leave_out_the_rest() throws Exception {
    append(log, ACCOUNT, "bob", event("Viewed"));
    var byKind = open("?kind=reward,profile");
    var byEvent = open("?event=add%20TO%20cart");
    var byCampaign = open("?campaign=7");
    var byUser = open("?identity=bob");
    var byNewUser = open("?identity=zoe");
    for (var stream : streams) {
      assertThat(next(stream).type()).isEqualTo("open");
    }

    append(log, ACCOUNT, "ann", event("Add to Cart"));
    append(log, ACCOUNT, "ann", event("CT Points Credited", "Campaign ID", Value.number(8)));
    append(log, ACCOUNT, "ann", event("CT Points Credited", "Campaign ID", Value.number(7)));
    append(log, ACCOUNT, "bob", event("Viewed"));
    append(log, ACCOUNT, "zoe", event("Viewed"));

    assertThat(next(byKind).id()).isEqualTo(3);
    assertThat(next(byKind).type()).isEqualTo("reward");
    assertThat(next(byEvent).id()).isEqualTo(2);
    assertThat(next(byCampaign).id()).isEqualTo(4);
    assertThat(next(byUser).id()).isEqualTo(5);
    assertThat(next(byNewUser).id()).isEqualTo(6);
    hub.taken(List.of(decided(ACCOUNT, new GrantKey(8, 1, 2), GRANTED)));
    hub.taken(List.of(decided(ACCOUNT, new GrantKey(7, 1, 1), REFUSED)));
    for (var stream : List.of(byCampaign, byUser)) {
      assertThat(next(stream).type()).isEqualTo("qualification");
      var refused = next(stream);
      assertThat(refused.type()).isEqualTo("refusal");
      assertThat(refused.data().get("campaign").asInt()).isEqualTo(7);
    }
  }

  @Test
  void what_cannot_be_meant_is_400() throws Exception {
    for (var query :
        List.of("kind=all", "kind=event,", "campaign=x", "campaign=0", "identity=a&type=x")) {
      assertThat(open("?" + query).status()).as(query).isEqualTo(400);
    }
    assertThat(open("", Map.of("Last-Event-ID", "x")).status()).isEqualTo(400);
    assertThat(hub.subscriptions()).isZero();
  }

  @Test
  void strangers_are_not_served_and_one_listener_too_many_is_sent_away() throws Exception {
    assertThat(stream("", Map.of()).status()).isEqualTo(401);
    for (int i = 0; i < FeedHub.MAX_PER_ACCOUNT; i++) {
      assertThat(open("").status()).isEqualTo(200);
    }

    assertThat(open("").status()).isEqualTo(503);
    streams.get(1).close();
    append(log, 1, event("Viewed"));
    append(log, 1, event("Viewed"));
    await(() -> hub.subscriptions() < FeedHub.MAX_PER_ACCOUNT);
    assertThat(open("").status()).isEqualTo(200);
  }

  @Test
  void a_connection_that_takes_nothing_is_ended() throws Exception {
    var text = new Value.Text("x".repeat(50_000));
    var request =
        """
        GET /api/v1/feed HTTP/1.1
        Host: here
        X-CleverTap-Account-Id: ACME
        X-CleverTap-Passcode: right

        """
            .replace("\n", "\r\n");
    try (var impatient = new FeedHub(log, Duration.ofMillis(300));
        var another = edge(impatient);
        var socket = new Socket(InetAddress.getLoopbackAddress(), another.start())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      await(() -> impatient.subscriptions() == 1);

      await(
          () -> {
            append(log, 1, event("Viewed", "Text", text));
            return impatient.subscriptions() == 0;
          });
    }
  }

  @Test
  void a_stop_ends_the_stream_in_order() throws Exception {
    var stream = open("");
    next(stream);

    hub.close();

    assertThat(stream.next()).isNull();
  }

  private static EventStream.Sent next(EventStream stream) throws Exception {
    return Objects.requireNonNull(stream.next(), "a stream that goes on");
  }

  private EventStream open(String query) throws Exception {
    return open(query, Map.of());
  }

  private EventStream open(String query, Map<String, String> more) throws Exception {
    var headers = new HashMap<>(more);
    headers.put("X-CleverTap-Account-Id", "ACME");
    headers.put("X-CleverTap-Passcode", "right");
    return stream(query, headers);
  }

  private EventStream stream(String query, Map<String, String> headers) throws Exception {
    var address = URI.create("http://127.0.0.1:" + port + "/api/v1/feed" + query);
    var stream = new EventStream(address, headers);
    streams.add(stream);
    return stream;
  }
}
