package dev.promontory.bench;

/// A matcher with its rules and its events, ready to be timed.
interface Matching {

  /// Matches every event of the stream once.
  void matchAll();

  /// What was found since the start.
  Found found();

  /// Matches, as a number and a sum that tells which.
  ///
  /// @param sum over all matches of the campaign's number, mixed, so that others add up differently
  record Found(long count, long sum) {
    /// What one match adds to the sum.
    static long mixed(long campaign) {
      long mixed = campaign * 0x9E3779B97F4A7C15L;
      return mixed ^ (mixed >>> 32);
    }
  }
}
