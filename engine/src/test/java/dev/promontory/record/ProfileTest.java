package dev.promontory.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.record.ProfileChange.Add;
import dev.promontory.record.ProfileChange.Delete;
import dev.promontory.record.ProfileChange.Increment;
import dev.promontory.record.ProfileChange.Put;
import dev.promontory.record.ProfileChange.Remove;
import dev.promontory.record.RecordBody.ProfileUpdate;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProfileTest {
  private static final Name COLOURS = Name.of("Colours");
  private static final Name SCORE = Name.of("Score");

  @Test
  void n3_the_last_value_counts_and_the_first_spelling_stays() {
    var profile =
        after(
            new Put(Name.of("Home Town"), new Value.Text("Oslo")),
            new Put(Name.of("hometown"), new Value.Text("Bergen")));

    assertThat(profile.properties().list())
        .singleElement()
        .satisfies(
            property -> {
              assertThat(property.name().display()).isEqualTo("Home Town");
              assertThat(property.value()).isEqualTo(new Value.Text("Bergen"));
            });
  }

  @Test
  void values_are_added_once_and_removed() {
    assertThat(colours(add("red", "blue"), add("red", "green")))
        .isEqualTo(new Value.Texts(List.of("red", "blue", "green")));
    assertThat(colours(add("red", "blue"), new Remove(COLOURS, List.of("red"))))
        .isEqualTo(new Value.Texts(List.of("blue")));
    assertThat(colours(add("red"), new Remove(COLOURS, List.of("red", "blue")))).isNull();
    assertThat(colours(new Remove(COLOURS, List.of("red")))).isNull();
  }

  @Test
  void a_single_value_becomes_the_first_of_the_list() {
    assertThat(colours(new Put(COLOURS, new Value.Text("red")), add("blue")))
        .isEqualTo(new Value.Texts(List.of("red", "blue")));
    assertThat(colours(new Put(COLOURS, Value.number(100)), add("blue")))
        .isEqualTo(new Value.Texts(List.of("100", "blue")));
  }

  @Test
  void of_more_than_a_hundred_values_the_oldest_go() {
    var many = IntStream.rangeClosed(0, Profile.MAX_VALUES).mapToObj(Integer::toString).toList();

    var value = colours(new Add(COLOURS, many));

    assertThat(value).isEqualTo(new Value.Texts(many.subList(1, many.size())));
  }

  @Test
  void numbers_grow_and_shrink_exactly() {
    assertThat(score(increment("0.1"), increment("0.2"))).isEqualTo(number("0.3"));
    assertThat(score(increment("5"), increment("-7.5"))).isEqualTo(number("-2.5"));
    assertThat(score(new Put(SCORE, new Value.Text("9")), increment("1"))).isEqualTo(number("1"));
  }

  @Test
  void a_deleted_property_is_gone() {
    assertThat(after(increment("1"), new Delete(SCORE))).isEqualTo(Profile.EMPTY);
    assertThat(after(new Delete(SCORE))).isEqualTo(Profile.EMPTY);
  }

  @Test
  void a_full_profile_takes_no_further_property_but_changes_those_it_has() {
    var full =
        IntStream.range(0, Profile.MAX_PROPERTIES)
            .mapToObj(i -> (ProfileChange) new Put(Name.of("p" + i), Value.number(i)))
            .toList();
    var profile = Profile.EMPTY.apply(new ProfileUpdate(full));

    var after =
        profile.apply(
            new ProfileUpdate(
                List.of(increment("1"), new Put(Name.of("P0"), new Value.Flag(true)))));

    assertThat(after.properties().find(SCORE)).isNull();
    assertThat(after.properties().find(Name.of("p0"))).isEqualTo(new Value.Flag(true));
    assertThat(after.properties().list()).hasSize(Profile.MAX_PROPERTIES);
  }

  private static ProfileChange add(String... values) {
    return new Add(COLOURS, List.of(values));
  }

  private static ProfileChange increment(String amount) {
    return new Increment(SCORE, number(amount));
  }

  private static Value number(String text) {
    return Value.number(new BigDecimal(text));
  }

  private static @Nullable Value colours(ProfileChange... changes) {
    return after(changes).properties().find(COLOURS);
  }

  private static @Nullable Value score(ProfileChange... changes) {
    return after(changes).properties().find(SCORE);
  }

  private static Profile after(ProfileChange... changes) {
    var profile = Profile.EMPTY;
    for (var change : changes) {
      profile = profile.apply(new ProfileUpdate(List.of(change)));
    }
    return profile;
  }
}
