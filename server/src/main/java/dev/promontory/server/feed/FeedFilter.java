package dev.promontory.server.feed;

import dev.promontory.grant.Decided;
import dev.promontory.log.LogRecord;
import dev.promontory.record.Name;
import dev.promontory.record.RecordBody;
import dev.promontory.record.Value;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a subscriber wants to see. Safe for use by many threads.
///
/// @param account number of the account: nothing of another one passes
/// @param kinds at least one
/// @param event only events of this name, or null: of any, and what is no event
/// @param campaign only rewards that this campaign gave and what it decided, or null: of any, and
///   what is no reward
/// @param person only of this user, or null: of all
record FeedFilter(
    int account,
    Set<FeedKind> kinds,
    @Nullable Name event,
    @Nullable Long campaign,
    @Nullable Person person) {
  private static final Name CAMPAIGN_ID = Name.of("Campaign ID");

  FeedFilter {
    kinds = Set.copyOf(kinds);
  }

  /// Everything of an account.
  static FeedFilter of(int account) {
    return new FeedFilter(account, Set.of(FeedKind.values()), null, null, null);
  }

  /// Whether a record passes. One of a user who may yet turn out to be the wanted one does;
  /// [Person#is] has the last word.
  boolean passes(LogRecord record) {
    return record.account() == account
        && (person == null || person.maybe(record.user()))
        && kinds.contains(FeedKind.of(record))
        && passes(record.body());
  }

  /// Whether what is told of a decision under a kind passes, as far as is known of the user.
  boolean passes(Decided decided, FeedKind kind) {
    var key = decided.grant().key();
    return decided.account() == account
        && kinds.contains(kind)
        && event == null
        && (campaign == null || campaign == key.campaignId())
        && (person == null || person.maybe(key.user()));
  }

  private boolean passes(RecordBody body) {
    if (event == null && campaign == null) {
      return true;
    }
    return body instanceof RecordBody.Event happened
        && (event == null || event.equals(happened.name()))
        && (campaign == null
            || Value.number(campaign).equals(happened.properties().find(CAMPAIGN_ID)));
  }
}
