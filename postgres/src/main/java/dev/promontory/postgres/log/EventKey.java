package dev.promontory.postgres.log;

/// An event id of a user. Roughly in the order of the database's index: neighbours are found and
/// added at a fraction of the cost.
record EventKey(long user, String eventId) implements Comparable<EventKey> {
  @Override
  public int compareTo(EventKey other) {
    int byUser = Long.compare(user, other.user);
    return byUser != 0 ? byUser : eventId.compareTo(other.eventId);
  }
}
