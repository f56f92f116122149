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

/// Reads wallets,
/// `{"name":…,"pointsName":…,"expiry":…,"consumption":…,"rounding":…,"remindDaysBefore":…,
/// "refundGraceDays":…}`, and what is to be changed of one.
public final class WalletReader {
  private static final int MAX_NAME = 100;
  private static final int MAX_POINTS_NAME = 50;
  private static final int MAX_YEARS = 100;

  private WalletReader() {}

  /// A draft, or all its problems. Only the two names are needed: by default points never expire,
  /// those that expire first are spent first, calculated points are whole and rounded down, nobody
  /// is reminded, and refunded points that have expired since live for 7 more days.
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
    var remindDays = whole(fields.optional("remindDaysBefore"), 1);
    var grace = fields.optional("refundGraceDays");
    var graceDays = grace == null ? Integer.valueOf(Wallet.DEFAULT_GRACE_DAYS) : whole(grace, 0);
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
            remindDays,
            Objects.requireNonNull(graceDays),
            now));
  }

  /// The wallet as it is to be, or all problems of the changes. Fields that are absent stay as they
  /// are; `null` is something to be changed to for `remindDaysBefore` alone: never.
  public static Reading<Wallet> change(JsonNode json, Wallet wallet) {
    var problems = new ProblemList();
    var fields = Fields.of(Node.root(json, problems));
    if (fields == null) {
      return new Reading.Flawed<>(problems.list());
    }
    var name = fields.optional("name");
    var points = fields.optional("pointsName");
    var expires = fields.optional("expiry");
    var order = fields.optional("consumption");
    var status = fields.optional("status");
    var remind = fields.optional("remindDaysBefore");
    var grace = fields.optional("refundGraceDays");
    if (fields.optional("rounding") != null) {
      fields
          .node()
          .field("rounding")
          .wrong("The rounding of a wallet is for good: its points are written with it.");
    }
    boolean isRemindedNoMore = json.path("remindDaysBefore").isNull();
    var changed =
        new Changed(
            name == null ? wallet.name() : stripped(text(name, MAX_NAME)),
            points == null ? wallet.pointsName() : stripped(text(points, MAX_POINTS_NAME)),
            expires == null ? wallet.expiry() : expiry(expires),
            order == null ? wallet.consumption() : consumption(order),
            status == null ? wallet.status() : status(status),
            remind == null && !isRemindedNoMore ? wallet.remindDays() : whole(remind, 1),
            grace == null ? Integer.valueOf(wallet.graceDays()) : whole(grace, 0));
    fields.refuseOthers();
    return problems.isEmpty()
        ? new Reading.Sound<>(changed.of(wallet))
        : new Reading.Flawed<>(problems.list());
  }

  /// What can be changed; null where there is a problem, or for users who are never reminded.
  private record Changed(
      @Nullable String name,
      @Nullable String pointsName,
      @Nullable WalletExpiry expiry,
      @Nullable Consumption consumption,
      Wallet.@Nullable Status status,
      @Nullable Integer remindDays,
      @Nullable Integer graceDays) {

    private Wallet of(Wallet wallet) {
      return new Wallet(
          wallet.id(),
          wallet.account(),
          Objects.requireNonNull(name),
          Objects.requireNonNull(pointsName),
          Objects.requireNonNull(expiry),
          Objects.requireNonNull(consumption),
          wallet.rounding(),
          Objects.requireNonNull(status),
          remindDays,
          Objects.requireNonNull(graceDays),
          wallet.createdAt());
    }
  }

  private static @Nullable String stripped(@Nullable String text) {
    return text == null ? null : text.strip();
  }

  /// A number of days, or null if there is none, or a problem.
  private static @Nullable Integer whole(@Nullable Node node, int min) {
    var days = node == null ? null : node.whole(min, Wallet.MAX_DAYS);
    return days == null ? null : Integer.valueOf(days.intValue());
  }

  private static Wallet.@Nullable Status status(Node node) {
    return switch (node.json().isString() ? node.json().stringValue() : "") {
      case "active" -> Wallet.Status.ACTIVE;
      case "paused" -> Wallet.Status.PAUSED;
      case "archived" -> Wallet.Status.ARCHIVED;
      default -> {
        node.wrong("A wallet is active, paused or archived.");
        yield null;
      }
    };
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
