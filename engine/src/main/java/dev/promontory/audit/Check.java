package dev.promontory.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one check of the books came to.
///
/// @param name a word or two, such as `chains`
/// @param sentence what holds where it finds nothing
/// @param weight how bad it is if it finds something
/// @param rows how many rows were looked at
/// @param found how many of them are not as they must be
/// @param findings the first of those, at most [#MAX_FINDINGS], by wallet, user and sequence
public record Check(
    String name, String sentence, Weight weight, long rows, long found, List<Finding> findings) {

  /// How many findings are told one by one.
  public static final int MAX_FINDINGS = 20;

  /// What a finding means.
  public enum Weight {
    /// The books are not what they were.
    FAULT,
    /// The books are right, but not protected as they could be.
    WARNING
  }

  /// Something that is not as it must be.
  ///
  /// @param walletId where, or null if it is no matter of one wallet
  /// @param user whose, or null if it is no matter of one user
  /// @param sequence of the entry, or null if it is no matter of one entry
  /// @param problem what differs, a part of a sentence
  public record Finding(
      @Nullable Long walletId, @Nullable Long user, @Nullable Long sequence, String problem) {}

  public Check {
    findings = List.copyOf(findings);
  }

  /// Whether everything is as it must be.
  public boolean isClean() {
    return found == 0;
  }

  /// Whether the books cannot be trusted.
  public boolean isFault() {
    return found > 0 && weight == Weight.FAULT;
  }
}
