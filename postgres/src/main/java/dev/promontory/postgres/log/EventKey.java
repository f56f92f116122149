package dev.promontory.postgres.log;

/// An event id of a user. Ordered so that hash tables stay fast when ids are chosen to collide.
record EventKey(long user, String eventId) implements Comparable<EventKey> {
  @Override
  public int compareTo(EventKey other) {
    int byUser = Long.compare(user, other.user);
    return byUser != 0 ? byUser : eventId.compareTo(other.eventId);
  }
}
