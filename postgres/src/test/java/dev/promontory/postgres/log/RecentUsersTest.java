package dev.promontory.postgres.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.user.Identity;
import dev.promontory.user.Users;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RecentUsersTest {
  private static final Identity ANN = Identity.of("ann");
  private static final Identity BOB = Identity.of("bob");

  private final Book book = new Book();
  private final RecentUsers users = new RecentUsers(book, new SplittableRandom(1));

  @Test
  void a_user_who_was_found_is_not_asked_for_again() {
    book.numbers.put(ANN, 7L);

    assertThat(users.find(1, ANN)).hasValue(7);
    assertThat(users.find(1, ANN)).hasValue(7);
    assertThat(users.findAll(1, List.of(ANN))).isEqualTo(Map.of(ANN, 7L));

    assertThat(book.asked).containsExactly(ANN);
  }

  @Test
  void of_many_only_those_are_asked_for_who_are_not_remembered() {
    book.numbers.put(ANN, 7L);
    users.find(1, ANN);
    book.numbers.put(BOB, 8L);

    assertThat(users.findAll(1, List.of(ANN, BOB))).isEqualTo(Map.of(ANN, 7L, BOB, 8L));
    assertThat(users.findAll(1, List.of(ANN, BOB))).isEqualTo(Map.of(ANN, 7L, BOB, 8L));

    assertThat(book.asked).containsExactly(ANN, BOB);
  }

  @Test
  void who_is_not_known_is_asked_for_until_known() {
    assertThat(users.find(1, ANN)).isEmpty();
    assertThat(users.findAll(1, List.of(ANN))).isEmpty();
    book.numbers.put(ANN, 7L);

    assertThat(users.find(1, ANN)).hasValue(7);
    assertThat(book.asked).containsExactly(ANN, ANN, ANN);
  }

  @Test
  void whose_identity_is_forgotten_is_asked_for_again_and_nobody_else() {
    book.numbers.putAll(Map.of(ANN, 7L, BOB, 8L));
    users.findAll(1, List.of(ANN, BOB));
    book.asked.clear();
    book.numbers.put(ANN, 9L);

    users.forget(1, List.of(ANN));

    assertThat(users.findAll(1, List.of(ANN, BOB))).isEqualTo(Map.of(ANN, 9L, BOB, 8L));
    assertThat(book.asked).containsExactly(ANN);
  }

  @Test
  void what_was_asked_before_an_identity_was_forgotten_is_not_remembered() {
    book.numbers.put(ANN, 7L);
    book.meanwhile = () -> users.forget(1, List.of(ANN));

    assertThat(users.find(1, ANN)).hasValue(7);
    assertThat(users.findAll(1, List.of(ANN))).isEqualTo(Map.of(ANN, 7L));
    book.numbers.clear();

    assertThat(users.find(1, ANN)).isEmpty();
  }

  @Test
  void the_same_identity_of_another_account_is_somebody_else() {
    book.numbers.put(ANN, 7L);
    users.find(1, ANN);

    users.find(2, ANN);

    assertThat(book.asked).containsExactly(ANN, ANN);
  }

  /// Answers the same for all accounts, and writes down who was asked for.
  private static final class Book implements Users {
    private final Map<Identity, Long> numbers = new HashMap<>();
    private final List<Identity> asked = new ArrayList<>();
    private Runnable meanwhile = () -> {};

    @Override
    public OptionalLong find(int account, Identity identity) {
      var found = findAll(account, List.of(identity)).values();
      return found.stream().mapToLong(Long::longValue).findFirst();
    }

    @Override
    public Map<Identity, Long> findAll(int account, Collection<Identity> identities) {
      asked.addAll(identities);
      Map<Identity, Long> found = new HashMap<>(numbers);
      found.keySet().retainAll(identities);
      meanwhile.run();
      return found;
    }

    @Override
    public Map<Long, List<Identity>> identities(int account, Collection<Long> users) {
      return Map.of();
    }

    @Override
    public List<Identity> search(int account, String text, int limit) {
      return List.of();
    }
  }
}
