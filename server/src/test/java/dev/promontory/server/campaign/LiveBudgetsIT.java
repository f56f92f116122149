package dev.promontory.server.campaign;

import static dev.promontory.server.campaign.Shop.json;
import static dev.promontory.server.campaign.Shop.record;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Budgets of live campaigns under many clients at once, on a whole server.
class LiveBudgetsIT extends InShop {
  private static final int CLIENTS = 64;
  private static final int EACH = 10;
  private static final BigDecimal BUDGET = new BigDecimal("5000");

  /// A scheme and how much it may leave of the budget.
  private record Race(String earn, String onShortBudget, String leaves) {}

  private static final List<Race> RACES =
      List.of(
          new Race("{'scheme':'flat','points':12.5}", "refuse", "0"),
          new Race("{'scheme':'flat','points':12.345}", "partial", "0"),
          new Race("{'scheme':'percentage','percent':10,'property':'Even'}", "refuse", "0"),
          new Race("{'scheme':'percentage','percent':7.7,'property':'Odd'}", "partial", "0"),
          new Race("{'scheme':'random','min':1,'max':30,'favor':'avg'}", "refuse", "29.999"),
          new Race("{'scheme':'random','min':1,'max':30,'favor':'avg'}", "partial", "0"));

  @Test
  void g2_a_budget_of_5000_under_64_clients_pays_5000_and_refuses_the_rest() throws Exception {
    long wallet =
        shop.management.createWallet(
            Map.of(
                "name",
                "Exact",
                "pointsName",
                "Points",
                "rounding",
                Map.of("decimals", 3, "mode", "down")));
    List<Long> campaigns = new ArrayList<>();
    for (var race : RACES) {
      campaigns.add(publish(wallet, race));
    }

    race();
    shop.settle();

    var given = BigDecimal.ZERO;
    for (int i = 0; i < RACES.size(); i++) {
      given = given.add(assertSpent(campaigns.get(i), RACES.get(i)));
    }
    assertThat(balances(wallet)).isEqualByComparingTo(given);
  }

  private static long publish(long wallet, Race race) throws IOException {
    var what =
        """
        {'type':'points','walletId':%d,'earn':%s,
         'limits':{'budget':{'campaign':5000},'onShortBudget':'%s'}}
        """
            .formatted(wallet, race.earn, race.onShortBudget);
    return shop.published(
        Shop.live(
            race.earn.replace('\'', ' ') + race.onShortBudget,
            json("{'trigger':{'events':[{'event':'Raced'}]}}"),
            json(what),
            json("{'start':'now','end':'never'}")));
  }

  /// Every client is a user and begins at the same time as all others.
  private static void race() throws Exception {
    var start = new CyclicBarrier(CLIENTS);
    try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        int client = i;
        all.add(
            clients.submit(
                () -> {
                  start.await();
                  for (int event = 0; event < EACH; event++) {
                    var odd = BigDecimal.valueOf(110_001 + 997L * event + client, 3);
                    var data = Map.of("Even", 125, "Odd", odd);
                    assertThat(shop.upload(record("racer-" + client, "Raced", data))).isEqualTo(1);
                  }
                  return client;
                }));
      }
      for (var each : all) {
        each.get();
      }
    }
  }

  /// @return how much was given
  private static BigDecimal assertSpent(long campaign, Race race) throws IOException {
    var grants = shop.management.grants(campaign);
    var granted = grants.stream().filter(grant -> is(grant, "granted")).toList();
    var given =
        granted.stream()
            .map(grant -> new BigDecimal(grant.get("points").asString()))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    assertThat(grants).as(race.toString()).hasSize(CLIENTS * EACH);
    assertThat(given)
        .as(race.toString())
        .isBetween(BUDGET.subtract(new BigDecimal(race.leaves)), BUDGET);
    assertThat(grants.stream().filter(grant -> !is(grant, "granted")))
        .isNotEmpty()
        .allMatch(grant -> is(grant, "refused"))
        .extracting(grant -> grant.get("reason").asString())
        .containsOnly("Campaign's points budget exceeded");
    var errors = shop.get("campaigns/" + campaign + "/errors");
    assertThat(errors.get("total").asInt()).isEqualTo(CLIENTS * EACH - granted.size());
    var stats = shop.get("campaigns/" + campaign + "/stats");
    assertThat(new BigDecimal(stats.get("pointsDistributed").asString()))
        .isEqualByComparingTo(given);
    return given;
  }

  private static boolean is(JsonNode grant, String outcome) {
    return grant.get("outcome").asString().equals(outcome);
  }

  private static BigDecimal balances(long wallet) throws IOException {
    var sum = BigDecimal.ZERO;
    for (int client = 0; client < CLIENTS; client++) {
      for (var each : shop.management.wallets("racer-" + client)) {
        if (each.get("walletId").asLong() == wallet) {
          sum = sum.add(new BigDecimal(each.get("activePoints").asString()));
        }
      }
    }
    return sum;
  }
}
