package dev.promontory.server.document;

import dev.promontory.account.Account;
import dev.promontory.document.Reading;
import dev.promontory.points.Rounding;
import dev.promontory.wallet.Wallet;
import dev.promontory.wallet.Wallet.Consumption;
import dev.promontory.wallet.WalletExpiry;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads wallets: `{"name":…,"pointsName":…,"expiry":…,"consumption":…,"rounding":…}`.
public final class WalletReader {
  private static final int MAX_NAME = 100;
  private static final int MAX_POINTS_NAME = 50;
  private static final int MAX_YEARS = 100;

  private WalletReader() {}

  /// A draft, or all its problems. Only the two names are needed: by default points never expire,
  /// those that expire first are spent first, and calculated points are whole and rounded down.
  public static Reading<Wallet> read(JsonNode json, Account account, Instant now) {
    var problems = new ProblemList();
    var fields = Fields.of(Node.root(json, problems));
    if (fields == null) {
      return new Reading.Flawed<>(problems.list());
    }
    var name = text(fields.required("name", "The name of the wallet."), MAX_NAME);
    var points = text(fields.required("pointsName", "What a point is called."), MAX_POINTS_NAME);
    var expires = fields.optional("expiry");
    var expiry = expires == null ? new WalletExpiry.Never() : expiry(expires);
    var order = fields.optional("consumption");
    var consumption = order == null ? Consumption.EARLIEST_EXPIRY : consumption(order);
    var rounds = fields.optional("rounding");
    var rounding = rounds == null ? new Rounding(0, Rounding.Mode.DOWN) : rounding(rounds);
    fields.refuseOthers();
    if (!problems.isEmpty()) {
      return new Reading.Flawed<>(problems.list());
    }
    return new Reading.Sound<>(
        new Wallet(
            0,
            account.number(),
            Objects.requireNonNull(name).strip(),
            Objects.requireNonNull(points).strip(),
            Objects.requireNonNull(expiry),
            Objects.requireNonNull(consumption),
            Objects.requireNonNull(rounding),
            Wallet.Status.ACTIVE,
            null,
            Wallet.DEFAULT_GRACE_DAYS,
            now));
  }

  private static @Nullable String text(@Nullable Node node, int max) {
    return node == null ? null : node.text(max);
  }

  private static @Nullable WalletExpiry expiry(Node node) {
    var fields = Fields.of(node);
    var type = fields == null ? null : fields.required("type", "never, after or calendarYears.");
    if (fields == null || type == null) {
      return null;
    }
    return switch (type.json().isString() ? type.json().stringValue() : "") {
      case "never" -> {
        fields.refuseOthers();
        yield new WalletExpiry.Never();
      }
      case "after" -> {
        var span = Spans.read(fields);
        yield span == null ? null : new WalletExpiry.After(span);
      }
      case "calendarYears" -> calendarYears(fields);
      default -> {
        type.wrong("An expiry is never, after or calendarYears.");
        yield null;
      }
    };
  }

  private static @Nullable WalletExpiry calendarYears(Fields fields) {
    var count = fields.required("years", "How many calendar years.");
    var years = count == null ? null : count.whole(1, MAX_YEARS);
    var flag = fields.optional("countIssueYear");
    var countIssueYear = flag == null ? Boolean.FALSE : flag.flag();
    fields.refuseOthers();
    return years == null || countIssueYear == null
        ? null
        : new WalletExpiry.CalendarYears(years.intValue(), countIssueYear);
  }

  private static @Nullable Consumption consumption(Node node) {
    return switch (node.json().isString() ? node.json().stringValue() : "") {
      case "earliestExpiry" -> Consumption.EARLIEST_EXPIRY;
      case "earliestIssuance" -> Consumption.EARLIEST_ISSUANCE;
      default -> {
        node.wrong("The order of consumption is earliestExpiry or earliestIssuance.");
        yield null;
      }
    };
  }

  private static @Nullable Rounding rounding(Node node) {
    var fields = Fields.of(node);
    if (fields == null) {
      return null;
    }
    var places = fields.optional("decimals");
    var decimals = places == null ? Long.valueOf(0) : places.whole(0, 3);
    var direction = fields.optional("mode");
    var mode = direction == null ? Rounding.Mode.DOWN : mode(direction);
    fields.refuseOthers();
    return decimals == null || mode == null ? null : new Rounding(decimals.intValue(), mode);
  }

  private static Rounding.@Nullable Mode mode(Node node) {
    return switch (node.json().isString() ? node.json().stringValue() : "") {
      case "up" -> Rounding.Mode.UP;
      case "down" -> Rounding.Mode.DOWN;
      default -> {
        node.wrong("Points are rounded up or down.");
        yield null;
      }
    };
  }
}
