package dev.promontory.intake;

import dev.promontory.intake.Fault.Code;
import dev.promontory.record.Name;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Checks of the names of events and properties as written by a client.
public final class Names {
  private static final String FORBIDDEN = "%><!|&.:;$'\"\\";

  /// Events that only the system or a messaging product raises, by key.
  private static final Set<String> RESERVED =
      Stream.of(
              "Notification Sent",
              "Notification Viewed",
              "Notification Clicked",
              "Notification Delivered",
              "Notification Replied",
              "UTM Visited",
              "App Launched",
              "App Uninstalled",
              "App Version Changed",
              "Stayed",
              "Reply Sent",
              "Experiment Rendered",
              "Reachable By",
              "Identity Reset",
              "Identity Set",
              "Identity Error",
              "CT Points Credited",
              "CT Points Debited",
              "CT Coupon Rewarded",
              "CT Coupon Redeemed",
              "CT Coupon Reverted",
              "CT Partner Voucher Rewarded",
              "CT Custom Reward Issued")
          .map(Name::keyOf)
          .collect(Collectors.toUnmodifiableSet());

  private Names() {}

  /// Why a client may not raise an event of this name, or null if it may (I3).
  public static @Nullable Fault checkEvent(String written) {
    if (Name.keyOf(written).isEmpty()) {
      return new Fault(Code.EVENT_NAME_MISSING, "An event has a name that is not blank.");
    }
    var fault = check(written, FORBIDDEN, "The name of an event");
    if (fault != null) {
      return new Fault(Code.STRUCTURE, fault.text());
    }
    if (isReserved(written)) {
      return new Fault(Code.RESTRICTED_EVENT, "Only the system raises events of this name.");
    }
    return null;
  }

  /// Why a property of an event cannot have this name, or null if it can.
  public static @Nullable Fault checkEventProperty(String written) {
    return checkProperty(written, FORBIDDEN);
  }

  /// Why a property of a profile cannot have this name, or null if it can.
  public static @Nullable Fault checkProfileProperty(String written) {
    return checkProperty(written, FORBIDDEN + "#");
  }

  private static @Nullable Fault checkProperty(String written, String forbidden) {
    if (Name.keyOf(written).isEmpty()) {
      return new Fault(Code.STRUCTURE, "A property has a name that is not blank.");
    }
    return check(written, forbidden, "The name of a property");
  }

  private static @Nullable Fault check(String written, String forbidden, String subject) {
    if (Limits.exceeds(written, Limits.NAME_LENGTH)) {
      return new Fault(Code.LIMIT, subject + " has at most " + Limits.NAME_LENGTH + " characters.");
    }
    var offence = Texts.offenceInName(written);
    if (offence != null) {
      return new Fault(Code.STRUCTURE, subject + " " + offence);
    }
    for (int i = 0; i < written.length(); i++) {
      if (forbidden.indexOf(written.charAt(i)) >= 0) {
        return new Fault(Code.STRUCTURE, subject + " holds none of " + spaced(forbidden) + " .");
      }
    }
    return null;
  }

  /// Reserved, or in the name space of the system's own events: `CT` and a space. `CTA Clicked` is
  /// the client's.
  private static boolean isReserved(String written) {
    if (RESERVED.contains(Name.keyOf(written))) {
      return true;
    }
    var start = written.strip().toLowerCase(Locale.ROOT);
    return start.length() > 2
        && start.startsWith("ct")
        && (Character.isWhitespace(start.charAt(2)) || Character.isSpaceChar(start.charAt(2)));
  }

  private static String spaced(String characters) {
    return characters.chars().mapToObj(Character::toString).collect(Collectors.joining(" "));
  }
}
