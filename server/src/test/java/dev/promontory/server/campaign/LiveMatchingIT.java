package dev.promontory.server.campaign;

import static dev.promontory.server.campaign.Shop.json;
import static dev.promontory.server.campaign.Shop.record;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// What triggers a live campaign, on a whole server.
class LiveMatchingIT extends InShop {
  private static final String NOW = json("{'start':'now','end':'never'}");
  private static final JsonMapper JSON = new JsonMapper();

  /// A condition on the property `P`, a value of it that passes and one that does not; no text
  /// stands for no value. Dates are those of Berlin.
  private record Row(String condition, String passing, String failing) {}

  private static final List<Row> ROWS =
      List.of(
          new Row("'op':'equals','value':'Shoes'", "'Shoes'", "'shoes'"),
          new Row("'op':'equals','value':10", "10.0", "'10'"),
          new Row("'op':'equals','value':0.1", "0.1", "0.10001"),
          new Row("'op':'equals','value':true", "true", "false"),
          new Row("'op':'equals','value':'$D_1764000000'", "'$D_1764000000'", "'$D_1764000001'"),
          new Row("'op':'notEquals','value':'Shoes'", "'Hats'", "'Shoes'"),
          new Row("'op':'notEquals','value':'Shoes'", "", "'Shoes'"),
          new Row("'op':'notEquals','value':10", "11", "10"),
          new Row("'op':'notEquals','value':true", "false", "true"),
          new Row("'op':'notEquals','value':'$D_1764000000'", "5", "'$D_1764000000'"),
          new Row("'op':'contains','value':'hoe'", "'Shoes'", "'SHOES'"),
          new Row("'op':'notContains','value':'hoe'", "'Hats'", "'Shoes'"),
          new Row("'op':'notContains','value':'1'", "10", "'10'"),
          new Row("'op':'exists'", "false", ""),
          new Row("'op':'exists'", "'x'", ""),
          new Row("'op':'exists'", "0", ""),
          new Row("'op':'notExists'", "", "'$D_1764000000'"),
          new Row("'op':'gt','value':10", "10.001", "10"),
          new Row("'op':'gte','value':10", "10", "9.999"),
          new Row("'op':'lt','value':10", "-1e3", "10"),
          new Row("'op':'lte','value':10", "10", "'9'"),
          new Row("'op':'between','value':[10,20]", "20", "20.001"),
          new Row(
              "'op':'between','value':['2026-11-01','2026-11-02']",
              date("2026-11-02T23:59:59"),
              date("2026-11-03T00:00:00")),
          new Row("'op':'in','value':['a',2,true]", "2", "'2'"),
          new Row("'op':'in','value':['a',2,true]", "true", "'true'"),
          new Row("'op':'notIn','value':['a',2]", "'b'", "'a'"),
          new Row(
              "'op':'before','value':'2026-11-20'",
              date("2026-11-19T23:59:59"),
              date("2026-11-20T00:00:00")),
          new Row(
              "'op':'after','value':'2026-11-20'",
              date("2026-11-21T00:00:00"),
              date("2026-11-20T23:59:59")),
          new Row(
              "'op':'on','value':'2026-11-20'",
              date("2026-11-20T00:00:00"),
              date("2026-11-21T00:00:00")));

  @Test
  void every_operator_decides_on_values_of_every_type() throws IOException {
    List<Long> campaigns = new ArrayList<>();
    List<Map<String, ?>> records = new ArrayList<>();
    for (int i = 0; i < ROWS.size(); i++) {
      var row = ROWS.get(i);
      var event = "Compared " + i;
      campaigns.add(publish(event, event, "{'property':'P',%s}".formatted(row.condition)));
      records.add(record("passing", event, data("{%s}", row.passing)));
      records.add(record("failing", event, data("{%s}", row.failing)));
    }
    shop.upload(records);
    shop.settle();

    for (int i = 0; i < ROWS.size(); i++) {
      assertThat(rewarded(campaigns.get(i))).as(ROWS.get(i).toString()).containsExactly("passing");
    }
  }

  @Test
  void every_operator_decides_on_items_of_charged() throws IOException {
    List<Long> campaigns = new ArrayList<>();
    List<Map<String, ?>> records = new ArrayList<>();
    for (int i = 0; i < ROWS.size(); i++) {
      var row = ROWS.get(i);
      var ofRow = "{'property':'Row','op':'equals','value':" + i + "},";
      var ofItems = "{'property':'Items.P'," + row.condition + "}";
      campaigns.add(publish("Items " + i, "Charged", ofRow + ofItems));
      var items = "{'Row':" + i + ",'Amount':1,'Items':[{'Q':1},{'R':2%s}]}";
      records.add(record("passing", "Charged", data(items, row.passing)));
      records.add(record("failing", "Charged", data(items, row.failing)));
    }
    shop.upload(records);
    shop.settle();

    for (int i = 0; i < ROWS.size(); i++) {
      assertThat(rewarded(campaigns.get(i))).as(ROWS.get(i).toString()).containsExactly("passing");
    }
  }

  @Test
  void s3_4_any_of_ten_events_triggers_each_time() throws IOException {
    var events =
        IntStream.rangeClosed(1, 10).mapToObj(i -> "{'event':'Step %d'}".formatted(i)).toList();
    shop.published(
        Shop.live(
            "Ten steps",
            json("{'trigger':{'events':[%s]}}".formatted(String.join(",", events))),
            shop.points(""),
            NOW));

    shop.upload(
        IntStream.rangeClosed(1, 11).mapToObj(i -> record("stepper", "Step " + i)).toList());
    shop.settle();

    assertThat(shop.balance("stepper")).isEqualTo(100);
  }

  @Test
  void a_burst_of_five_events_of_a_user_in_a_millisecond_counts_five() throws IOException {
    var trigger = "{'trigger':{'events':[{'event':'Knocked'}]}";
    long each = shop.published(live("Each knock", trigger + "}"));
    long fifth =
        shop.published(
            live(
                "Fifth knock",
                trigger + ",'filter':{'did':{'event':'Knocked','count':{'op':'gte','value':4}}}}"));

    shop.upload(Collections.nCopies(5, record("knocker", "Knocked")));
    shop.settle();

    assertThat(shop.management.grants(each)).hasSize(5);
    assertThat(shop.management.grants(fifth)).hasSize(1);
    assertThat(shop.balance("knocker")).isEqualTo(60);
  }

  @Test
  void s3_4_a_scheme_that_takes_a_number_is_refused_where_there_is_not_one_with_the_reason()
      throws IOException {
    var one = "{'trigger':{'events':[{'event':'Charged'}]}}";
    var two = "{'trigger':{'events':[{'event':'Charged'},{'event':'Paid'}]}}";
    var without =
        "{'trigger':{'events':[{'event':'Charged'}],'without':{'event':'Paid'},"
            + "'within':{'amount':1,'unit':'hour'}}}";
    for (var scheme :
        List.of(
            "{'scheme':'percentage','percent':5,'property':'Amount'}",
            "{'scheme':'proportional','points':1,'perUnits':10,'property':'Amount'}")) {
      assertThat(shop.post("/api/v1/campaigns", scheme(one, scheme)).status()).isEqualTo(201);
      for (var who : List.of(two, without)) {
        var refused = shop.post("/api/v1/campaigns", scheme(who, scheme));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(Shop.paths(refused)).containsExactly("what.earn.scheme");
        assertThat(refused.json().at("/errors/0/message").asString()).isNotBlank();
      }
    }
  }

  private static String scheme(String who, String scheme) {
    return Shop.live("Scheme", json(who), shop.earning(json(scheme), ""), NOW);
  }

  private static String live(String name, String who) {
    return Shop.live(name, json(who), shop.points(""), NOW);
  }

  private static long publish(String name, String event, String where) throws IOException {
    var who = "{'trigger':{'events':[{'event':'%s','where':[%s]}]}}".formatted(event, where);
    return shop.published(live(name, who));
  }

  private static List<String> rewarded(long campaign) throws IOException {
    return shop.management.grants(campaign).stream()
        .map(grant -> grant.get("identity").asString())
        .toList();
  }

  /// @param around JSON with a place for the property `P`
  private static Map<String, ?> data(String around, String value) {
    var comma = around.startsWith("{%s") || value.isEmpty() ? "" : ",";
    var property = value.isEmpty() ? "" : comma + "'P':" + value;
    return JSON.readValue(json(around.formatted(property)), new TypeReference<>() {});
  }

  private static String date(String local) {
    var instant = LocalDateTime.parse(local).atZone(ZoneId.of("Europe/Berlin")).toInstant();
    return "'$D_" + instant.getEpochSecond() + "'";
  }
}
