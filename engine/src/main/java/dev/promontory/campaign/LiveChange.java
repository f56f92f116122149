package dev.promontory.campaign;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A remembered change of a live campaign, with the place in the log at which it takes effect.
///
/// @param number 1 and up; grows from change to change over all accounts, with gaps
/// @param account number of the account
/// @param position of the last record before it
/// @param at the time there
/// @param terms what the campaign is from there on; null exactly if the kind is not [Kind#PUT]
public record LiveChange(
    long number,
    int account,
    long campaignId,
    long position,
    Instant at,
    Kind kind,
    @Nullable Terms terms) {

  /// What changes. The code is what is stored.
  public enum Kind {
    /// It is live, or has another revision.
    PUT(1),
    PAUSE(2),
    RESUME(3),
    /// It is over.
    REMOVE(4);

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    public int code() {
      return code;
    }

    /// The kind with a stored code.
    public static Kind ofCode(int code) {
      for (var kind : values()) {
        if (kind.code == code) {
          return kind;
        }
      }
      throw new IllegalArgumentException("no kind of change: " + code);
    }
  }

  /// What a campaign is from a change on, beside the document of the revision.
  ///
  /// @param zone the account's, at the time
  /// @param since position of the last record that the campaign does not see
  /// @param start the first instant at which it is live
  /// @param end the first at which it no longer is, or null for never
  /// @param segments the rules as written, at the time, of the segments that its filter names or
  ///   that these name, by id: a live campaign keeps to them
  public record Terms(
      int revision,
      ZoneId zone,
      long since,
      Instant start,
      @Nullable Instant end,
      Map<Long, String> segments) {
    public Terms {
      segments = Map.copyOf(segments);
    }
  }

  public LiveChange {
    if ((kind == Kind.PUT) != (terms != null)) {
      throw new IllegalArgumentException("terms belong to " + Kind.PUT);
    }
  }
}
