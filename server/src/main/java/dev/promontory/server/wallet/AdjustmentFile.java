package dev.promontory.server.wallet;

import dev.promontory.account.Account;
import dev.promontory.document.Reading;
import dev.promontory.ledger.BalanceKey;
import dev.promontory.ledger.LedgerCommand;
import dev.promontory.ledger.LedgerOutcome;
import dev.promontory.ledger.LedgerOutcome.Posted;
import dev.promontory.ledger.LedgerOutcome.Refused;
import dev.promontory.server.csv.CsvReader;
import dev.promontory.server.document.Adjustment;
import dev.promontory.server.http.InvalidRequest;
import dev.promontory.user.Users;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A file of adjustments: CSV with the header `identity,type,points,description`.
///
/// @param lines in order, bad ones too
record AdjustmentFile(List<Line> lines) {
  /// The most lines of a file, the header not counted.
  static final int MAX_LINES = 10_000;

  private static final List<String> HEADER = List.of("identity", "type", "points", "description");

  /// A line.
  ///
  /// @param number in the file, counted from 1
  /// @param command what is to be posted, or null if something is wrong
  /// @param fault what is wrong, a sentence, or null
  record Line(int number, @Nullable LedgerCommand command, @Nullable String fault) {}

  /// A line that can be read.
  private record Read(int number, @Nullable Adjustment adjustment, @Nullable String fault) {}

  /// @throws InvalidRequest if the file does not begin with the header, or is too long
  static AdjustmentFile read(byte[] body, long walletId, Account account, Users users) {
    var read = read(body);
    var identities =
        read.stream()
            .map(Read::adjustment)
            .filter(adjustment -> adjustment != null)
            .map(Adjustment::identity)
            .collect(Collectors.toSet());
    var known = users.findAll(account.number(), identities);
    var lines = new ArrayList<Line>(read.size());
    for (var line : read) {
      var adjustment = line.adjustment();
      var user = adjustment == null ? null : known.get(adjustment.identity());
      if (adjustment == null || user == null) {
        var fault = line.fault() == null ? "Nobody is known by this identity." : line.fault();
        lines.add(new Line(line.number(), null, fault));
      } else {
        var key = new BalanceKey(walletId, user);
        lines.add(new Line(line.number(), Adjustments.command(account, key, adjustment), null));
      }
    }
    return new AdjustmentFile(lines);
  }

  private static List<Read> read(byte[] body) {
    try {
      var csv = new CsvReader(new ByteArrayInputStream(body));
      var header = csv.next();
      if (header == null
          || !header.fields().stream().map(field -> field.strip()).toList().equals(HEADER)) {
        throw new InvalidRequest(
            "", "a file of adjustments is CSV whose first line is " + String.join(",", HEADER));
      }
      var lines = new ArrayList<Read>();
      for (var row = csv.next(); row != null; row = csv.next()) {
        if (lines.size() == MAX_LINES) {
          throw new InvalidRequest(
              "", "a file has at most " + MAX_LINES + " lines; nothing was posted");
        }
        lines.add(line(row));
      }
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Read line(CsvReader.Row row) {
    if (row.fault() != null) {
      return new Read(row.line(), null, row.fault());
    }
    if (row.fields().size() != HEADER.size()) {
      return new Read(row.line(), null, "A line has " + HEADER.size() + " fields.");
    }
    return switch (Adjustment.read(row.fields())) {
      case Reading.Sound<Adjustment>(var adjustment) -> new Read(row.line(), adjustment, null);
      case Reading.Flawed<Adjustment>(var problems) -> {
        var first = problems.getFirst();
        yield new Read(row.line(), null, first.path() + ": " + first.message());
      }
    };
  }

  /// What is to be posted, in order.
  List<LedgerCommand> commands() {
    return lines.stream().map(Line::command).filter(command -> command != null).toList();
  }

  /// What became of each line.
  ///
  /// @param outcomes of the commands, in order
  Map<String, Object> view(List<LedgerOutcome> outcomes) {
    return view(outcomes, AdjustmentFile::transaction);
  }

  private Map<String, Object> view(
      List<LedgerOutcome> outcomes, Function<Posted, Map<String, Object>> posting) {
    var results = new ArrayList<Map<String, Object>>(lines.size());
    int next = 0;
    int posted = 0;
    for (var line : lines) {
      var outcome = line.command() == null ? null : outcomes.get(next++);
      posted += outcome instanceof Posted ? 1 : 0;
      results.add(view(line, outcome, posting));
    }
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("posted", posted);
    view.put("refused", lines.size() - posted);
    view.put("results", results);
    return view;
  }

  private static Map<String, Object> transaction(Posted posted) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("transactionId", posted.transactionId());
    view.putAll(after(posted));
    return view;
  }

  private static Map<String, Object> after(Posted posted) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("active", posted.active().toBigDecimal());
    view.put("promised", posted.promised().toBigDecimal());
    return view;
  }

  /// What would become of each line: as [#view], but for the numbers of transactions there are none
  /// of.
  Map<String, Object> preview(List<LedgerOutcome> outcomes) {
    var view = view(outcomes, AdjustmentFile::after);
    view.put("preview", true);
    return view;
  }

  private static Map<String, Object> view(
      Line line, @Nullable LedgerOutcome outcome, Function<Posted, Map<String, Object>> posting) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("line", line.number());
    switch (outcome) {
      case Posted posted -> {
        view.put("status", "posted");
        view.putAll(posting.apply(posted));
      }
      case Refused refused -> {
        view.put("status", "refused");
        view.put("reason", Refusing.sentence(refused.refusal()));
      }
      case null -> {
        view.put("status", "refused");
        view.put("reason", line.fault());
      }
    }
    return view;
  }
}
