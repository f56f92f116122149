package dev.promontory.server.books;

import dev.promontory.app.VerifyBooks;
import dev.promontory.audit.Check;
import dev.promontory.audit.Check.Finding;
import dev.promontory.postgres.proof.PostgresCheckpoints;
import dev.promontory.postgres.proof.PostgresProof;
import dev.promontory.server.database.StartFailure;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;

/// `./promontory verify`: checks every invariant of the books and says what it checked.
public final class VerifyCommand {
  private static final int OK = 0;
  private static final int FAULT = 1;

  private final PrintStream out;

  public VerifyCommand(PrintStream out) {
    this.out = out;
  }

  /// Verifies the books of a database and prints a line for each check.
  ///
  /// @return the exit status: 0 if no check found a fault, else 1
  /// @throws StartFailure if the database cannot be read, or is not one of this release
  public int run(DataSource source) {
    try {
      return verify(source);
    } catch (RuntimeException e) {
      var cause = e.getCause() == null ? e : e.getCause();
      throw new StartFailure(
          "the books cannot be read: %s; if this release has not run on them yet, start it once"
              .formatted(cause.getMessage()),
          e);
    }
  }

  private int verify(DataSource source) {
    var newest = new PostgresCheckpoints(source).newest();
    long faults = new VerifyBooks(new PostgresProof(source)).verify(this::print);
    newest.ifPresent(
        checkpoint ->
            out.println(
                "newest checkpoint: %d of %s, hash %s"
                    .formatted(checkpoint.number(), checkpoint.at(), checkpoint.hash())));
    if (faults == 0) {
      out.println("the books are as they were written, and they add up");
      return OK;
    }
    out.println(
        "the books cannot be trusted: %d checks found something; keep the database as it is"
            .formatted(faults));
    return FAULT;
  }

  private void print(Check check) {
    out.println(
        String.format(
            Locale.ROOT,
            "%-18s %-8s %,12d rows  %s",
            check.name(),
            word(check),
            check.rows(),
            check.sentence()));
    check.findings().forEach(finding -> out.println("    " + sentence(finding)));
    long untold = check.found() - check.findings().size();
    if (untold > 0) {
      out.println("    and " + untold + " more");
    }
  }

  private static String word(Check check) {
    if (check.isClean()) {
      return "OK";
    }
    return switch (check.weight()) {
      case FAULT -> "FAULT";
      case WARNING -> "warning";
    };
  }

  private static String sentence(Finding finding) {
    List<String> place = new ArrayList<>();
    if (finding.walletId() != null) {
      place.add("wallet " + finding.walletId());
    }
    if (finding.user() != null) {
      place.add("user " + finding.user());
    }
    if (finding.sequence() != null) {
      place.add("entry " + finding.sequence());
    }
    return place.isEmpty()
        ? finding.problem()
        : String.join(", ", place) + ": " + finding.problem();
  }
}
