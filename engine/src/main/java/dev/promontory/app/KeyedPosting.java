package dev.promontory.app;

import dev.promontory.app.PostToLedger.Answer;
import dev.promontory.app.PostToLedger.Request;
import dev.promontory.ledger.Entry.Buckets;
import dev.promontory.ledger.LedgerCommand;
import dev.promontory.ledger.LedgerOutcome;
import dev.promontory.ledger.LedgerOutcome.Posted;
import dev.promontory.ledger.LedgerOutcome.Refused;
import dev.promontory.ledger.LedgerRefusal;
import dev.promontory.ledger.Parties;
import dev.promontory.points.Points;
import dev.promontory.store.Idempotency;
import dev.promontory.store.Idempotency.Claim;
import dev.promontory.store.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Posts requests that may carry idempotency keys within one transaction; keys, entries and answers
/// are stored together. To be used once, by one thread.
final class KeyedPosting {
  /// How many numbers an answer has before those that it is related to.
  private static final int NUMBERS = 6;

  private final Tx tx;
  private final PostEntries entries = new PostEntries();
  private final IdentityHashMap<Request, Answer> answers = new IdentityHashMap<>();

  KeyedPosting(Tx tx) {
    this.tx = tx;
  }

  /// The answer to a key that came before; empty if it is new. Claims nothing.
  static Optional<Answer> known(Tx tx, Idempotency.Request key) {
    return tx.idempotency().known(key).flatMap(KeyedPosting::answered);
  }

  private static Optional<Answer> answered(Claim claim) {
    return switch (claim) {
      case Claim.New _ -> Optional.empty();
      case Claim.Repeat repeat -> Optional.of(new Answer.Decided(read(repeat.answer())));
      case Claim.Conflict _ -> Optional.of(new Answer.KeyConflict());
    };
  }

  /// Posts at least one request; one answer each, in order.
  List<Answer> post(List<Request> requests) {
    var now = requests.stream().map(Request::now).max(Comparator.naturalOrder()).orElseThrow();
    var left = requests;
    while (!left.isEmpty()) {
      left = postFirstOfEachKey(left, now);
    }
    return requests.stream().map(request -> Objects.requireNonNull(answers.get(request))).toList();
  }

  /// Posts all requests but those whose key is taken by an earlier one.
  ///
  /// @return those; once the earlier ones are answered they are repeats like any other
  private List<Request> postFirstOfEachKey(List<Request> requests, Instant now) {
    var keys = new HashSet<Idempotency.Key>();
    var firsts = new ArrayList<Request>();
    var later = new ArrayList<Request>();
    for (var request : requests) {
      boolean isFirst = request.key() == null || keys.add(request.key().key());
      (isFirst ? firsts : later).add(request);
    }
    var claimed = firsts.stream().map(Request::key).filter(Objects::nonNull).toList();
    var asked = tx.idempotency().claim(claimed, now);
    var parties = entries.lockParties(tx, commands(firsts));
    var claims = asked.get();
    var fresh = firsts.stream().filter(request -> isNew(request, claims)).toList();
    if (!fresh.isEmpty()) {
      postNew(parties, fresh, now);
    }
    return later;
  }

  private boolean isNew(Request request, Map<Idempotency.Key, Claim> claims) {
    var key = request.key();
    if (key == null) {
      return true;
    }
    var answer = answered(Objects.requireNonNull(claims.get(key.key())));
    answer.ifPresent(known -> answers.put(request, known));
    return answer.isEmpty();
  }

  private static List<LedgerCommand> commands(List<Request> requests) {
    return requests.stream().map(Request::command).toList();
  }

  private void postNew(Parties parties, List<Request> fresh, Instant now) {
    var outcomes = entries.post(tx, parties, commands(fresh), now);
    var written = new HashMap<Idempotency.Request, String>();
    for (int i = 0; i < fresh.size(); i++) {
      var request = fresh.get(i);
      answers.put(request, new Answer.Decided(outcomes.get(i)));
      if (request.key() != null) {
        written.put(request.key(), write(outcomes.get(i)));
      }
    }
    tx.idempotency().answer(written, now);
  }

  /// An outcome as one line of words.
  private static String write(LedgerOutcome outcome) {
    return switch (outcome) {
      case Posted posted ->
          Stream.concat(
                  Stream.of(
                      posted.transactionId(),
                      posted.active().thousandths(),
                      posted.promised().thousandths(),
                      posted.held().thousandths(),
                      posted.moved().thousandths(),
                      posted.shortfall().thousandths()),
                  posted.relatedIds().stream())
              .map(number -> Long.toString(number))
              .collect(Collectors.joining(" ", "posted ", ""));
      case Refused refused -> "refused " + refused.refusal().name();
    };
  }

  /// Answers that were stored before there were holds have three numbers; what they are related to
  /// comes last.
  private static LedgerOutcome read(String line) {
    var words = List.of(line.split(" ", -1));
    if (!words.getFirst().equals("posted")) {
      return new Refused(LedgerRefusal.valueOf(words.get(1)));
    }
    var numbers = words.stream().skip(1).map(Long::parseLong).toList();
    var after = new Buckets(points(numbers, 1), points(numbers, 2), points(numbers, 3));
    var related = numbers.stream().skip(NUMBERS).toList();
    return new Posted(numbers.getFirst(), points(numbers, 4), points(numbers, 5), related, after);
  }

  private static Points points(List<Long> numbers, int index) {
    return index < numbers.size() ? new Points(numbers.get(index)) : Points.ZERO;
  }
}
