package dev.promontory.intake;

import dev.promontory.record.Value;
import org.jspecify.annotations.Nullable;

/// Checks of points in time.
public final class Moments {

  /// How a date is written as a text: this and epoch seconds.
  public static final String DATE_PREFIX = "$D_";

  /// The latest time stamp, in the year 5138: any number above is milliseconds by mistake.
  public static final long LATEST_EPOCH_SECOND = 99_999_999_999L;

  /// The first second of the year 1.
  private static final long EARLIEST_DATE = -62_135_596_800L;

  private static final int LONGEST_NUMBER = 12;

  private Moments() {}

  /// Why a record cannot have happened then, or null if it can. The past has no bound but 1970, the
  /// future none but [#LATEST_EPOCH_SECOND]: such records count by their own time (S3.1).
  public static @Nullable Fault checkTimestamp(long epochSecond) {
    if (epochSecond < 0 || epochSecond > LATEST_EPOCH_SECOND) {
      return new Fault(
          Fault.Code.TIMESTAMP, "A time stamp is in epoch seconds, from 0 to 99999999999.");
    }
    return null;
  }

  /// The date that a text beginning with [#DATE_PREFIX] stands for, or null if it stands for none
  /// from the year 1 to 5138.
  public static Value.@Nullable Date date(String text) {
    var number = text.substring(DATE_PREFIX.length());
    var digits = number.startsWith("-") ? number.substring(1) : number;
    if (digits.isEmpty()
        || digits.length() > LONGEST_NUMBER
        || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return null;
    }
    long epochSecond = Long.parseLong(number);
    return epochSecond < EARLIEST_DATE || epochSecond > LATEST_EPOCH_SECOND
        ? null
        : new Value.Date(epochSecond);
  }
}
