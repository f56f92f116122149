package dev.promontory.segment;

import dev.promontory.rule.UserSet;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The saved segments, within one transaction.
public interface Segments {

  /// The most segments of one account (reference: 2,500).
  int MAX_PER_ACCOUNT = 2_500;

  /// The most users of one list.
  int MAX_MEMBERS = 1_000_000;

  /// The most segments of one page.
  int MAX_PAGE = 1_000;

  /// Makes whoever changes the segments of an account, or what refers to them, wait for this
  /// transaction to end. To be called before what the change depends on is read.
  void lock(int account);

  /// Stores a new segment.
  ///
  /// @param draft its id is ignored
  /// @return the segment with its id, or empty if the account has another of that name
  Optional<Segment> create(Segment draft);

  /// A segment of this account; one of another account is as good as none.
  Optional<Segment> find(int account, long id);

  /// Segments of an account in order of their ids.
  ///
  /// @param after the last id of the page before, or 0
  /// @param limit 1 to [#MAX_PAGE]
  List<Segment> page(int account, long after, int limit);

  /// How many segments an account has.
  int count(int account);

  /// Stores a changed name, document and time of a segment that exists.
  ///
  /// @return false if the account has another of that name; then nothing was changed
  boolean update(Segment changed);

  /// Removes a segment and its members. One that is still referred to is a failure (SG1).
  void delete(long id);

  /// Stores which segments a segment refers to, instead of those before. Each must exist.
  void saveReferences(long id, Collection<Long> referenced);

  /// The ids of the segments that refer to one of these.
  Set<Long> referring(Collection<Long> ids);

  /// Segments and campaigns that refer to a segment: the segments first, each kind in order of
  /// their ids. Archived campaigns don't count.
  List<SegmentUse> uses(long id);

  /// Stores the users of a list, instead of those before.
  ///
  /// @param users at most [#MAX_MEMBERS]
  void saveMembers(long id, UserSet users);

  /// The users of a list; empty for a segment by rule.
  UserSet members(long id);
}
