package dev.promontory.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class MainTest {
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final List<Settings> runs = new ArrayList<>();
  @TempDir Path results;

  @Test
  void without_a_name_every_scenario_runs_and_leaves_its_file() throws IOException {
    assertThat(run("--results", results.toString())).isZero();

    assertThat(runs).hasSize(2);
    var file = new JsonMapper().readTree(Files.readString(results.resolve("one.json")));
    assertThat(file.get("name").asString()).isEqualTo("one");
    assertThat(file.get("ours").asDouble()).isEqualTo(150);
    assertThat(file.get("baseline").asDouble()).isEqualTo(100);
    assertThat(file.get("ratio").asDouble()).isEqualTo(1.5);
    assertThat(file.get("unit").asString()).isEqualTo("things/s");
    assertThat(file.at("/settings/scale").asString()).isEqualTo("full");
    assertThat(file.at("/targets/0/met").asBoolean()).isFalse();
    assertThat(results.resolve("two.json")).exists();
  }

  @Test
  void only_the_named_scenario_runs_with_the_given_settings() throws IOException {
    assertThat(run("two", "--scale", "small", "--seed", "7", "--results", results.toString()))
        .isZero();

    assertThat(runs).singleElement().matches(settings -> settings.seed() == 7);
    assertThat(runs.getFirst().size(1000, 10)).isEqualTo(10);
    assertThat(runs.getFirst().folder()).doesNotExist();
    assertThat(results.resolve("one.json")).doesNotExist();
  }

  @Test
  void an_unknown_name_is_refused_with_the_list_and_nothing_runs() throws IOException {
    assertThat(run("one", "three")).isEqualTo(2);

    assertThat(runs).isEmpty();
    assertThat(text()).contains("there is no scenario three", "one", "two", "counts to two");
  }

  @Test
  void an_unknown_option_or_scale_is_refused() throws IOException {
    assertThat(run("--speed")).isEqualTo(2);
    assertThat(run("--scale", "huge")).isEqualTo(2);
    assertThat(run("--seed", "x")).isEqualTo(2);
    assertThat(run("--seed")).isEqualTo(2);
    assertThat(runs).isEmpty();
  }

  @Test
  void a_scenario_that_fails_is_reported_and_the_next_one_runs() throws IOException {
    var broken = new Named("broken", "throws", null);

    assertThat(run(List.of(broken, two()), "--results", results.toString())).isEqualTo(1);

    assertThat(text()).contains("failed: java.lang.IllegalStateException: no result");
    assertThat(results.resolve("two.json")).exists();
  }

  @Test
  void the_table_shows_figures_ratio_and_whether_targets_are_met() throws IOException {
    run("one", "--results", results.toString());

    assertThat(text())
        .contains("one          150       100   1.50  things/s")
        .contains("  aside   12,346                   s")
        .contains("✗  one: things/s 150, ≥ 200");
  }

  private int run(String... words) throws IOException {
    return run(List.of(one(), two()), words);
  }

  private int run(List<Scenario> scenarios, String... words) throws IOException {
    var out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    return new Main(scenarios, out).run(List.of(words));
  }

  private String text() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  private Named one() {
    return new Named(
        "one",
        "counts to one",
        Result.of("one", 150, 100, "things/s")
            .with(Measure.of("aside", 12_345.6, "s"))
            .with(Target.atLeast("things/s", 150, 200)));
  }

  private Named two() {
    return new Named("two", "counts to two", Result.of("two", 1, 2, "s"));
  }

  private final class Named implements Scenario {
    private final String name;
    private final String title;
    private final @Nullable Result result;

    Named(String name, String title, @Nullable Result result) {
      this.name = name;
      this.title = title;
      this.result = result;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public String title() {
      return title;
    }

    @Override
    public Result run(Settings settings) throws IOException {
      runs.add(settings);
      Files.writeString(settings.folder().resolve("file"), "x");
      if (result == null) {
        throw new IllegalStateException("no result");
      }
      return result;
    }
  }
}
