package dev.promontory.webhook;

import java.util.List;
import java.util.Optional;

/// The webhooks, within one transaction. Deleted ones are found by nobody.
public interface Webhooks {

  /// The most webhooks of one account.
  int MAX_PER_ACCOUNT = 20;

  /// The longest name, in characters.
  int MAX_NAME = 100;

  /// Makes whoever creates or renames a webhook, or adds deliveries, wait for this transaction to
  /// end. Who locks more than one thing locks this first, then webhooks in order of their ids, then
  /// deliveries in order of their keys: so nobody waits for one who waits for them.
  void lock();

  /// Stores a new webhook.
  ///
  /// @param draft its id is ignored
  /// @return the webhook with its id, or empty if the account has another of that name
  Optional<Webhook> create(Webhook draft);

  /// A webhook of this account; one of another account is as good as none.
  Optional<Webhook> find(int account, long id);

  /// As [#find]; whoever changes it waits for this transaction to end.
  Optional<Webhook> lock(int account, long id);

  /// The webhooks of an account in order of their ids.
  List<Webhook> list(int account);

  /// The webhooks of all accounts, in order of their ids.
  List<Webhook> all();

  /// Whether there is any, in any account.
  boolean isAny();

  /// Stores what was changed of a webhook that is locked: draft, secrets, standing and time.
  ///
  /// A new name wants [#lock()].
  ///
  /// @return false if the account has another of that name; then nothing was changed
  boolean update(Webhook changed);

  /// Stores a new standing if the old one is still the same; otherwise somebody has paused, resumed
  /// or deleted it, and that counts.
  void stand(long id, Standing before, Standing after);

  /// Removes webhooks that are deleted and whose deliveries are gone.
  void removeEmpty();
}
