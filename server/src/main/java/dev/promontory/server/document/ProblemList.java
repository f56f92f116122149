package dev.promontory.server.document;

import dev.promontory.document.Problem;
import java.util.ArrayList;
import java.util.List;

/// The problems found so far in one document. For one thread.
final class ProblemList {
  /// The most problems that are listed; more are counted as one.
  static final int MAX = 100;

  private final List<Problem> problems = new ArrayList<>();

  void add(Problem problem) {
    if (problems.size() < MAX) {
      problems.add(problem);
    } else if (problems.size() == MAX) {
      problems.add(
          new Problem(
              "", problem.kind(), "There are more problems; these are the first " + MAX + "."));
    }
  }

  boolean isEmpty() {
    return problems.isEmpty();
  }

  List<Problem> list() {
    return List.copyOf(problems);
  }
}
