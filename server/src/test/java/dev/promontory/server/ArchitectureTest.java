package dev.promontory.server;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.MethodCallTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.Source;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What may know what.
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.promontory");
  private static final Pattern MODULE =
      Pattern.compile("/([a-z]+)/target/(classes/|app/|[^/]*\\.jar)");
  private static final List<String> WALL_CLOCKS =
      List.of("now", "currentTimeMillis", "systemUTC", "systemDefaultZone", "system");
  private static final Pattern BANNED_TYPE =
      Pattern.compile(".*(Impl|Manager|Helper|Utils?|Common).*");
  private static final List<String> BANNED_PACKAGES =
      List.of("util", "utils", "common", "impl", "manager", "helper", "model", "service", "port");

  @Test
  void all_modules_are_on_the_class_path() {
    for (var module : List.of("engine", "postgres", "history", "live", "server")) {
      assertThat(CLASSES.stream().filter(type -> module(type).equals(module)))
          .as(module)
          .isNotEmpty();
    }
  }

  @Test
  void the_engine_knows_java_and_itself() {
    classes()
        .that(are("engine"))
        .should()
        .onlyDependOnClassesThat(
            are("engine")
                .or(JavaClass.Predicates.resideInAnyPackage("java..", "org.jspecify.annotations")))
        .check(CLASSES);
  }

  @Test
  void the_adapters_know_the_engine_and_not_each_other() {
    var adapters = List.of("postgres", "history", "live");
    for (var one : adapters) {
      for (var other : adapters) {
        if (!one.equals(other)) {
          noClasses().that(are(one)).should().dependOnClassesThat(are(other)).check(CLASSES);
        }
      }
    }
    noClasses()
        .that(are("postgres").or(are("history")).or(are("live")).or(are("testkit")))
        .should()
        .dependOnClassesThat(are("server"))
        .check(CLASSES);
  }

  @Test
  void packages_have_no_cycles() {
    slices().matching("dev.promontory.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void only_the_server_reads_the_wall_clock() {
    noClasses()
        .that(DescribedPredicate.not(are("server")))
        .should()
        .callMethodWhere(describe("the wall clock is read", ArchitectureTest::readsWallClock))
        .check(CLASSES);
  }

  @Test
  void only_main_reads_the_environment() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("dev.promontory.server.Main")
        .should()
        .callMethod(System.class, "getenv")
        .orShould()
        .callMethod(System.class, "getenv", String.class)
        .check(CLASSES);
  }

  @Test
  void nothing_is_named_by_a_word_that_says_nothing() {
    assertThat(
            CLASSES.stream().map(JavaClass::getSimpleName).filter(BANNED_TYPE.asMatchPredicate()))
        .isEmpty();
    assertThat(
            CLASSES.stream()
                .map(JavaClass::getPackageName)
                .distinct()
                .flatMap(name -> Arrays.stream(name.split("\\.")))
                .filter(BANNED_PACKAGES::contains))
        .isEmpty();
  }

  private static boolean readsWallClock(JavaMethodCall call) {
    MethodCallTarget target = call.getTarget();
    var owner = target.getOwner();
    var isClock =
        owner.getPackageName().equals("java.time")
            || owner.isEquivalentTo(System.class)
            || owner.isEquivalentTo(Clock.class);
    return isClock && WALL_CLOCKS.contains(target.getName());
  }

  private static DescribedPredicate<JavaClass> are(String module) {
    return describe("are in " + module, type -> module(type).equals(module));
  }

  /// The Maven module that a class, or the elements of an array, was built in; empty for one that
  /// is not ours.
  private static String module(JavaClass type) {
    return type.getBaseComponentType()
        .getSource()
        .map(Source::getUri)
        .map(uri -> MODULE.matcher(uri.toString()))
        .filter(Matcher::find)
        .map(match -> match.group(1))
        .orElse("");
  }
}
