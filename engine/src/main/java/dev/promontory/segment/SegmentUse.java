package dev.promontory.segment;

/// Somebody who refers to a segment.
///
/// @param id of the segment or campaign
public record SegmentUse(Kind kind, long id, String name) {

  /// What it is. The word is the contract's.
  public enum Kind {
    SEGMENT("segment"),
    CAMPAIGN("campaign");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }
}
