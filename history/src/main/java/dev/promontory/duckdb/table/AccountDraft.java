package dev.promontory.duckdb.table;

import dev.promontory.record.Name;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.roaringbitmap.longlong.Roaring64Bitmap;

/// The tables of one account as the present batch will leave them. Owned by the writing thread.
final class AccountDraft {
  /// The table of one event name.
  ///
  /// @param number names the table; over all accounts
  record EventDraft(int number, Name name, TableDraft table) {}

  /// What stands before the account's number in the name of its users table.
  static final String USERS = Schema.DATABASE + ".users_";

  private static final String EVENTS = Schema.DATABASE + ".event_";

  private final int number;
  private final Paths paths;
  private final TableDraft users;
  private final Map<Name, EventDraft> events = new LinkedHashMap<>();
  private final Roaring64Bitmap knownUsers = new Roaring64Bitmap();
  private AccountTables saved = AccountTables.NONE;
  private int eventsSaved;
  private int pathsSaved;

  AccountDraft(int number) {
    this.number = number;
    this.paths = new Paths();
    this.users = new TableDraft(TableDraft.Type.USERS, USERS + number);
  }

  int number() {
    return number;
  }

  Paths paths() {
    return paths;
  }

  TableDraft users() {
    return users;
  }

  Map<Name, EventDraft> events() {
    return events;
  }

  /// Adds the table of an event name.
  EventDraft add(int tableNumber, Name name) {
    var table = new TableDraft(TableDraft.Type.EVENTS, EVENTS + tableNumber);
    var added = new EventDraft(tableNumber, name, table);
    events.put(name, added);
    return added;
  }

  Stream<TableDraft> tables() {
    return Stream.concat(Stream.of(users), events.values().stream().map(EventDraft::table));
  }

  /// The events and paths that the database does not know yet.
  List<EventDraft> newEvents() {
    return events.values().stream().skip(eventsSaved).toList();
  }

  int firstNewPath() {
    return pathsSaved + 1;
  }

  boolean isKnown(long user) {
    return knownUsers.contains(user);
  }

  /// Makes a user known.
  ///
  /// @return whether they were not
  boolean addIfNew(long user) {
    if (knownUsers.contains(user)) {
      return false;
    }
    knownUsers.addLong(user);
    return true;
  }

  /// Takes everything so far for known to the database.
  ///
  /// @param changed whether there are new tables, columns or paths since the last time
  void markSaved(boolean changed) {
    eventsSaved = events.size();
    pathsSaved = paths.size();
    tables().forEach(TableDraft::markSaved);
    if (changed) {
      saved = new AccountTables(users.table(), population(), eventTables(), paths.copy());
    } else if (saved.population().count() != knownUsers.getLongCardinality()) {
      saved = saved.with(population());
    }
  }

  private AccountTables.Population population() {
    return knownUsers.isEmpty()
        ? AccountTables.Population.NONE
        : new AccountTables.Population(
            knownUsers.getLongCardinality(), knownUsers.first(), knownUsers.last());
  }

  private Map<Name, AccountTables.Events> eventTables() {
    return events.values().stream()
        .collect(
            Collectors.toMap(
                EventDraft::name,
                event -> new AccountTables.Events(event.name(), event.table().table())));
  }

  /// The tables as last saved.
  AccountTables saved() {
    return saved;
  }
}
