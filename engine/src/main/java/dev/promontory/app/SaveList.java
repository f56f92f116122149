package dev.promontory.app;

import dev.promontory.account.Account;
import dev.promontory.app.SegmentOutcome.NameTaken;
import dev.promontory.app.SegmentOutcome.Saved;
import dev.promontory.app.SegmentOutcome.TooMany;
import dev.promontory.rule.UserSet;
import dev.promontory.segment.Segment;
import dev.promontory.segment.SegmentDocument.ByList;
import dev.promontory.segment.Segments;
import dev.promontory.store.Tx;
import java.time.Instant;

/// Creates a segment that is a list of users.
public final class SaveList {

  /// Creates a list.
  public SegmentOutcome create(Tx tx, Account account, String name, UserSet users, Instant now) {
    var segments = tx.segments();
    segments.lock(account.number());
    if (segments.count(account.number()) >= Segments.MAX_PER_ACCOUNT) {
      return new TooMany(Segments.MAX_PER_ACCOUNT);
    }
    var document = new ByList(users.size());
    var created = segments.create(new Segment(0, account.number(), name, document, now, now));
    if (created.isEmpty()) {
      return new NameTaken(name);
    }
    segments.saveMembers(created.get().id(), users);
    return new Saved(created.get());
  }
}
