package dev.promontory.postgres.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.user.Identity;
import org.junit.jupiter.api.Test;

class IdentityCacheTest {
  @Test
  void as_long_as_there_is_room_everybody_is_found() {
    var cache = cache(50_000);
    for (int i = 1; i <= 50_000; i++) {
      assertThat(cache.find(1, user(i))).isEqualTo(IdentityCache.ABSENT);
      cache.put(1, user(i), i);
      cache.put(1, user(i), i);
    }

    assertThat(cache.size()).isEqualTo(50_000);
    for (int i = 1; i <= 50_000; i++) {
      assertThat(cache.find(1, user(i))).isEqualTo(i);
      assertThat(cache.find(2, user(i))).isEqualTo(IdentityCache.ABSENT);
    }
  }

  @Test
  void identities_that_differ_in_anything_are_not_confused() {
    var cache = cache(10);
    cache.put(1, new Identity(Identity.Kind.IDENTITY, "ann"), 1);
    cache.put(1, new Identity(Identity.Kind.OBJECT_ID, "ann"), 2);
    cache.put(2, new Identity(Identity.Kind.IDENTITY, "ann"), 3);
    cache.put(1, new Identity(Identity.Kind.IDENTITY, "\0ann"), 4);
    cache.put(1, new Identity(Identity.Kind.IDENTITY, "\0\0ann"), 5);

    assertThat(cache.find(1, new Identity(Identity.Kind.IDENTITY, "ann"))).isEqualTo(1);
    assertThat(cache.find(1, new Identity(Identity.Kind.OBJECT_ID, "ann"))).isEqualTo(2);
    assertThat(cache.find(2, new Identity(Identity.Kind.IDENTITY, "ann"))).isEqualTo(3);
    assertThat(cache.find(1, new Identity(Identity.Kind.IDENTITY, "\0ann"))).isEqualTo(4);
    assertThat(cache.find(1, new Identity(Identity.Kind.IDENTITY, "\0\0ann"))).isEqualTo(5);
    assertThat(cache.find(1, new Identity(Identity.Kind.GPID, "ann"))).isZero();
  }

  @Test
  void when_it_is_full_others_make_way_and_nobody_gets_a_wrong_number() {
    var cache = cache(700);
    for (int i = 1; i <= 20_000; i++) {
      cache.put(1, user(i), i);
      assertThat(cache.find(1, user(i))).isEqualTo(i);
    }

    int found = 0;
    for (int i = 1; i <= 20_000; i++) {
      long number = cache.find(1, user(i));
      assertThat(number).isIn((long) i, IdentityCache.ABSENT);
      found += number == i ? 1 : 0;
    }
    assertThat(found).isEqualTo(cache.size()).isBetween(700, 2_048);
  }

  private static IdentityCache cache(int users) {
    return new IdentityCache(new SipHash(1, 2), users);
  }

  private static Identity user(int i) {
    return Identity.of("user " + i);
  }
}
