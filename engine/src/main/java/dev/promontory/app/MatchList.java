package dev.promontory.app;

import dev.promontory.rule.UserSet;
import dev.promontory.segment.Segments;
import dev.promontory.user.Identity;
import dev.promontory.user.Users;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Finds the users that the lines of a list name, as the lines come. For one thread, and one list.
public final class MatchList {

  /// The most rejected lines that are listed one by one; more are counted.
  public static final int MAX_LISTED = 10_000;

  /// The most lines of a list, good and bad.
  public static final int MAX_LINES = Segments.MAX_MEMBERS;

  private final Users users;
  private final int account;
  private final List<Line> waiting = new ArrayList<>();
  private final List<Rejected> noted = new ArrayList<>();
  private final Set<Long> seen = new HashSet<>();
  private final List<Rejected> rejected = new ArrayList<>();
  private long[] found = new long[1024];
  private int size;
  private int lines;
  private int rejections;

  public MatchList(Users users, int account) {
    this.users = users;
    this.account = account;
  }

  /// A line that names a user.
  ///
  /// @param number counts from 1
  public record Line(int number, Identity identity) {}

  /// A line that is left out.
  ///
  /// @param reason a sentence for a person
  public record Rejected(int line, String reason) {}

  /// What came of a list.
  ///
  /// @param rejected the first of those that were left out, in order of their lines
  /// @param rejections how many were left out in all
  public record Matched(UserSet users, List<Rejected> rejected, int rejections) {
    public Matched {
      rejected = List.copyOf(rejected);
    }
  }

  /// Takes a line.
  ///
  /// @return false if the list has too many lines; it is then of no use
  public boolean add(Line line) {
    waiting.add(line);
    if (waiting.size() == Users.MAX_LOOKUP) {
      lookUp();
    }
    return ++lines <= MAX_LINES;
  }

  /// Takes note of a line that names nobody.
  ///
  /// @return false if the list has too many lines; it is then of no use
  public boolean reject(int line, String reason) {
    noted.add(new Rejected(line, reason));
    if (noted.size() == Users.MAX_LOOKUP) {
      lookUp();
    }
    return ++lines <= MAX_LINES;
  }

  /// The users of all lines taken.
  public Matched finish() {
    lookUp();
    return new Matched(UserSet.of(Arrays.copyOf(found, size)), rejected, rejections);
  }

  private void lookUp() {
    var known = users.findAll(account, waiting.stream().map(Line::identity).distinct().toList());
    for (var line : waiting) {
      var user = known.get(line.identity());
      if (user == null) {
        noted.add(new Rejected(line.number(), "No user is known by this."));
      } else if (!seen.add(user)) {
        noted.add(new Rejected(line.number(), "The user stands in the list already."));
      } else {
        keep(user);
      }
    }
    waiting.clear();
    rejections += noted.size();
    noted.stream()
        .sorted(Comparator.comparingInt(Rejected::line))
        .limit(MAX_LISTED - rejected.size())
        .forEach(rejected::add);
    noted.clear();
  }

  private void keep(long user) {
    if (size == found.length) {
      found = Arrays.copyOf(found, size * 2);
    }
    found[size++] = user;
  }
}
