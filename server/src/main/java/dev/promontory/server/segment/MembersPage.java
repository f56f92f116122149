package dev.promontory.server.segment;

import dev.promontory.rule.UserSet;
import dev.promontory.server.http.Pages;
import dev.promontory.user.Identity;
import dev.promontory.user.Users;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The members of a segment in order of their numbers, a page at a time. The cursor is the number
/// of the last one, so a page never repeats or skips a user who stays a member.
final class MembersPage {
  /// The most members of one page.
  static final int MAX = 1_000;

  private final Users users;

  MembersPage(Users users) {
    this.users = users;
  }

  Map<String, Object> of(int account, UserSet members, long after, int limit) {
    var ascending = members.toArray();
    int from = Arrays.binarySearch(ascending, after);
    int start = from >= 0 ? from + 1 : -from - 1;
    int end = Math.min(ascending.length, start + limit);
    var numbers = Arrays.stream(ascending, start, end).boxed().toList();
    var identities = users.identities(account, numbers);
    List<Map<String, Object>> items = new ArrayList<>(numbers.size());
    for (var number : numbers) {
      items.add(item(number, identities.getOrDefault(number, List.of())));
    }
    return Pages.of(items, end < ascending.length ? Long.toString(ascending[end - 1]) : null);
  }

  /// An app's own identity comes first in the order of kinds.
  private static Map<String, Object> item(long number, List<Identity> identities) {
    Map<String, Object> item = new LinkedHashMap<>();
    if (!identities.isEmpty()) {
      var first = identities.getFirst();
      item.put("identity", first.value());
      item.put("type", first.kind().key());
    }
    item.put("user", number);
    return item;
  }
}
