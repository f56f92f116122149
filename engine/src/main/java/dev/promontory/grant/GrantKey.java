package dev.promontory.grant;

import java.util.Comparator;

/// What makes a grant the same grant (G1). The order is the one in which grants are stored.
///
/// @param occurrence what makes the qualification unique within the campaign
/// @param user number of the user
public record GrantKey(long campaignId, long occurrence, long user)
    implements Comparable<GrantKey> {
  private static final Comparator<GrantKey> ORDER =
      Comparator.comparingLong(GrantKey::campaignId)
          .thenComparingLong(GrantKey::occurrence)
          .thenComparingLong(GrantKey::user);

  /// A number that decides the draw of a random reward, so that a replay draws the same (S1.6).
  /// Neighbouring keys have unrelated seeds.
  public long seed() {
    return mix(mix(mix(campaignId) ^ occurrence) ^ user);
  }

  @Override
  public int compareTo(GrantKey other) {
    return ORDER.compare(this, other);
  }

  /// A step of SplitMix64 (Steele, Lea, Flood 2014): add the golden gamma, then Stafford's mix 13.
  private static long mix(long number) {
    long z = number + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
