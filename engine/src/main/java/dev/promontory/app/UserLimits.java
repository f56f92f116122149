package dev.promontory.app;

import dev.promontory.grant.GrantRequest;
import dev.promontory.grant.Grants;
import dev.promontory.grant.Grants.UserLimit;
import dev.promontory.grant.Limits;
import dev.promontory.grant.UserGiven;
import dev.promontory.points.Points;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/// What the campaigns of a batch have given to its users: locked, counted on, and stored. Campaigns
/// without limits on users cost nothing. For one thread.
final class UserLimits {
  private final Grants grants;
  private final Map<UserGiven.Key, UserGiven> given = new HashMap<>();
  private final Map<UserGiven.Key, Limits> changed = new TreeMap<>();

  UserLimits(Grants grants) {
    this.grants = grants;
  }

  /// Locks what limits the users of some requests.
  void lock(Collection<GrantRequest> requests) {
    var wanted = new TreeMap<UserGiven.Key, UserGiven.Wanted>();
    for (var request : requests) {
      if (areOnUsers(request)) {
        wanted.merge(request.userKey(), request.wanted(), UserGiven.Wanted::and);
      }
    }
    if (!wanted.isEmpty()) {
      given.putAll(grants.lockUsers(wanted.values()));
    }
  }

  /// What the user of a request has got so far; nothing if nothing limits it.
  UserGiven before(GrantRequest request) {
    return areOnUsers(request)
        ? given.getOrDefault(request.userKey(), UserGiven.NOTHING)
        : UserGiven.NOTHING;
  }

  /// Counts what is given for a request.
  void add(GrantRequest request, Points points) {
    if (areOnUsers(request)) {
      given.put(request.userKey(), before(request).plus(request.day(), points));
      changed.put(request.userKey(), request.offer().reward().limits());
    }
  }

  /// Counts that what was added for a request is not given after all.
  void takeBack(GrantRequest request, Points points) {
    if (areOnUsers(request)) {
      given.put(request.userKey(), before(request).minus(request.day(), points));
    }
  }

  /// Stores what was counted.
  void save() {
    if (!changed.isEmpty()) {
      grants.saveUsers(
          changed.entrySet().stream()
              .map(
                  each ->
                      new UserLimit(
                          each.getKey(),
                          given.getOrDefault(each.getKey(), UserGiven.NOTHING).trimmed(),
                          each.getValue()))
              .toList());
    }
  }

  private static boolean areOnUsers(GrantRequest request) {
    return request.offer().reward().limits().areOnUsers();
  }
}
