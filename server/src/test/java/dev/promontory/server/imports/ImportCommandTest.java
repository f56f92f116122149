package dev.promontory.server.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import dev.promontory.log.AppendResult;
import dev.promontory.log.LogRecord;
import dev.promontory.record.Name;
import dev.promontory.record.RecordBody;
import dev.promontory.record.Value;
import dev.promontory.server.client.ApiClient;
import dev.promontory.server.intake.UploadServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImportCommandTest {
  private final UploadServer server = new UploadServer();
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  @TempDir private Path folder;

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "gz", "zst", "windows"})
  void a_file_is_imported_whatever_its_form(String form) throws Exception {
    var lines = events(0, 2_500);
    var file = folder.resolve("records");
    Files.write(file, encoded(String.join("\n", lines) + "\n", form));

    assertThat(run(file)).as(printed()).isEqualTo(ImportCommand.ALL_TAKEN);

    assertThat(numbersOf(server.log().records())).containsExactlyInAnyOrderElementsOf(range(2_500));
    assertThat(printed()).contains("2500 records taken, 0 rejected");
    assertThat(folder.toFile().list()).containsExactly("records");
  }

  @Test
  void standard_input_is_imported_too() {
    var text = String.join("\n", events(0, 1_200));

    assertThat(run(new ByteArrayInputStream(text.getBytes(UTF_8)), "-")).isZero();

    assertThat(server.log().records()).hasSize(1_200);
  }

  @Test
  void records_of_a_user_keep_their_order() throws Exception {
    var file = write(events(0, 30_000));

    assertThat(run(file, "--lanes", "8")).isZero();

    var byUser =
        server.log().records().stream().collect(Collectors.groupingBy(LogRecord::user)).values();
    assertThat(byUser).hasSizeGreaterThan(50);
    assertThat(byUser).allSatisfy(records -> assertThat(numbersOf(records)).isSorted());
  }

  @Test
  void rejects_are_written_with_line_code_reason_and_record() throws Exception {
    var file =
        write(
            List.of(
                event(1),
                "",
                "not json",
                "{\"identity\":\"null\",\"type\":\"event\",\"evtName\":\"A\"}",
                event(2),
                "  [1]  ",
                "{\"identity\":\"ann\",\"type\":\"event\"} {}",
                "{\"identity\":\"ann\",\"type\":\"event\",\"evtName\":\"A\",\"evtData\":{\"a$\":\"ü\"}}"));

    assertThat(run(file)).isEqualTo(ImportCommand.SOME_REJECTED);

    assertThat(Files.readString(rejects(file)))
        .isEqualTo(
            """
            {"line":3,"code":512,"error":"Malformed JSON: Unrecognized token 'not': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')","record":"not json"}
            {"line":4,"code":523,"error":"/identity: This value stands for a missing identity and identifies nobody.","record":{"identity":"null","type":"event","evtName":"A"}}
            {"line":6,"code":512,"error":"A line is one JSON object.","record":[1]}
            {"line":7,"code":512,"error":"Something follows the closing brace of the record.","record":"{\\"identity\\":\\"ann\\",\\"type\\":\\"event\\"} {}"}
            {"line":8,"code":512,"error":"/evtData/a$: The name of a property holds none of % > < ! | & . : ; $ ' \\" \\\\ .","record":{"identity":"ann","type":"event","evtName":"A","evtData":{"a$":"ü"}}}
            """);
    assertThat(printed()).contains("2 records taken, 5 rejected", "records.rejects.ndjson");
    assertThat(numbersOf(server.log().records())).containsExactlyInAnyOrder(1L, 2L);
  }

  @Test
  void a_line_that_would_spoil_its_call_is_never_sent() throws Exception {
    var lines = new ArrayList<>(events(0, 100));
    lines.set(37, event(37).replace("\"n\":37", "\"n\":37,\"\\ud800\":1"));
    var bytes = String.join("\n", lines).getBytes(UTF_8);
    bytes[bytes.length - event(99).length() + event(99).indexOf("Visited")] = (byte) 0xff;
    Files.write(folder.resolve("records"), bytes);

    assertThat(run(folder.resolve("records"))).isEqualTo(ImportCommand.SOME_REJECTED);

    assertThat(numbersOf(server.log().records())).hasSize(98).doesNotContain(37L, 99L);
    assertThat(Files.readAllLines(rejects(folder.resolve("records"))))
        .satisfiesExactly(
            line -> assertThat(line).startsWith("{\"line\":38,\"code\":512,"),
            line -> assertThat(line).startsWith("{\"line\":100,\"code\":512,"));
  }

  /// The process dies wherever a line is read: everything it held is lost but its files.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void an_import_that_is_killed_goes_on_to_the_same_state(long seed) throws Exception {
    var lines = new ArrayList<>(events(0, 20_000));
    var random = new SplittableRandom(seed);
    for (int i = 0; i < 300; i++) {
      lines.set(random.nextInt(lines.size()), "{\"identity\":\"ann\",\"bad\":" + i + "}");
    }
    var file = write(lines);
    try (var undisturbed = new UploadServer()) {
      assertThat(run(undisturbed, file)).isEqualTo(ImportCommand.SOME_REJECTED);
      var expectedRejects = Files.readString(rejects(file));
      Files.delete(rejects(file));

      for (int kill = 0; kill < 5; kill++) {
        killAfter(file, random.nextInt(lines.size()), random);
      }
      assertThat(run(file)).isEqualTo(ImportCommand.SOME_REJECTED);

      assertThat(bodiesByUser(server)).isEqualTo(bodiesByUser(undisturbed));
      assertThat(Files.readString(rejects(file))).isEqualTo(expectedRejects);
      assertThat(Files.exists(state(file))).isFalse();
    }
  }

  /// Stops the import like a kill does: the lanes end in the middle, and the journal saves nothing
  /// that it had not saved before, but perhaps an older state and half a line of rejects.
  private void killAfter(Path file, int lines, SplittableRandom random) throws Exception {
    var start = ResumePoint.load(state(file), Fingerprint.ofFile(file));
    var journal = new Journal(state(file), rejects(file), start);
    var options = options(server, file);
    try (var client = new ApiClient(options.server(), options.credentials());
        var input = Input.ofFile(file)) {
      var sender = new Sender(client, start.fingerprint(), options.patience());
      var lanes = new Lanes(4, batch -> journal.answered(batch, sender.send(batch)));
      var reader = input.lines();
      for (var line = reader.next(); line != null && line.number() <= lines; line = reader.next()) {
        if (line.number() > start.lines()) {
          lanes.add(RecordLine.read(line));
        }
      }
      lanes.close();
    }
    journal.close();
    if (random.nextBoolean()) {
      start.save(state(file));
    }
    if (Files.exists(rejects(file))) {
      Files.writeString(rejects(file), "{\"line\":", StandardOpenOption.APPEND);
    }
  }

  @Test
  void a_repeated_import_counts_nothing_twice() throws Exception {
    var file = write(events(0, 3_000));

    assertThat(run(file)).isZero();
    assertThat(run(file)).isZero();

    assertThat(server.log().records()).hasSize(3_000);
  }

  @Test
  void a_correction_in_the_middle_makes_another_file() throws Exception {
    var lines = new ArrayList<>(events(0, 60_000));
    var file = write(lines);
    var before = Fingerprint.ofFile(file);
    assertThat(Files.size(file)).isGreaterThan(4 << 20);
    assertThat(Fingerprint.ofFile(Files.copy(file, folder.resolve("copy")))).isEqualTo(before);

    lines.set(30_000, lines.get(30_000).replace("Visited", "Checked"));
    write(lines);

    assertThat(Fingerprint.ofFile(file)).isNotEqualTo(before);
  }

  @Test
  void an_error_in_a_lane_ends_the_import() {
    var record = record(1);
    try (var lanes =
        new Lanes(
            1,
            _ -> {
              throw new StackOverflowError("too deep");
            })) {
      lanes.add(record);

      assertThatThrownBy(lanes::finish)
          .isInstanceOf(StackOverflowError.class)
          .hasMessage("too deep");
    }
  }

  @Test
  void an_import_is_not_done_before_every_line_is_answered() throws Exception {
    var file = folder.resolve("records");
    var journal =
        new Journal(
            state(file), rejects(file), ResumePoint.start(Fingerprint.ofFile(write(List.of()))));
    journal.answered(List.of(record(1)), List.of());
    journal.answered(List.of(record(3)), List.of());

    assertThatThrownBy(() -> journal.finish(3))
        .isInstanceOf(ImportFailure.class)
        .hasMessageContaining("only 1 of 3 lines");
    assertThat(state(file)).exists();
  }

  private static RecordLine record(int number) {
    return RecordLine.read(new Line(number, event(number).getBytes(UTF_8), true));
  }

  @Test
  void an_event_id_of_its_own_is_left_to_a_record() throws Exception {
    var record = "{\"identity\":\"ann\",\"type\":\"event\",\"evtName\":\"A\",\"eventId\":\"same\"}";
    var none = "{\"eventId\":null,\"identity\":\"ann\",\"type\":\"event\",\"evtName\":\"A\"}";

    assertThat(run(write(List.of(record, record, none, none)))).isZero();

    assertThat(server.log().records()).hasSize(3);
  }

  @Test
  void a_changed_input_is_not_gone_on_with() throws Exception {
    var file = write(events(0, 10));
    new ResumePoint("of another file", 5, 0, 0, 0).save(state(file));

    assertThat(run(file)).isEqualTo(ImportCommand.FAILED);
    assertThat(printed()).contains("the input has changed");
    Files.writeString(state(file), "{}");
    assertThat(run(file)).isEqualTo(ImportCommand.FAILED);
    assertThat(printed()).contains("is not a state file");
    assertThat(server.log().records()).isEmpty();
  }

  @Test
  void an_overloaded_server_is_asked_again() throws Exception {
    var file = write(events(0, 10));
    server.log().refuseWith(new AppendResult.Unavailable("gone", false, true));
    var importing = Thread.ofVirtual().start(() -> run(file));
    server.log().awaitRefusals(2);
    server.log().refuseWith(null);
    importing.join();

    assertThat(printed()).contains("10 records taken, 0 rejected");
    assertThat(server.log().records()).hasSize(10);
  }

  @Test
  void an_unreachable_server_ends_the_import_and_nothing_is_lost() throws Exception {
    var file = write(events(0, 10));
    int closed;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
    }

    assertThat(run(file, "--url", "http://127.0.0.1:" + closed, "--patience", "0"))
        .isEqualTo(ImportCommand.FAILED);

    assertThat(printed()).contains("does not take the records");
    assertThat(run(file)).isZero();
    assertThat(server.log().records()).hasSize(10);
  }

  @Test
  void wrong_credentials_end_the_import_at_once() throws Exception {
    var file = write(events(0, 10));

    assertThat(run(file, "--passcode", "wrong")).isEqualTo(ImportCommand.FAILED);
    assertThat(printed()).contains("the server answered 401");
  }

  @Test
  void an_input_that_is_cut_short_fails_after_what_could_be_read() throws Exception {
    var whole = encoded(String.join("\n", events(0, 5_000)), "gz");
    var file = folder.resolve("records");
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));

    assertThat(run(file)).isEqualTo(ImportCommand.FAILED);
    assertThat(printed()).contains("the import failed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--lanes 0 f",
        "--lanes 17 f",
        "--lanes x f",
        "a b",
        "--what f",
        "--url nowhere f",
        "--patience -1 f",
        "no-such-file",
        "--account"
      })
  void a_wrong_command_line_is_explained(String line) {
    var arguments = line.isEmpty() ? List.<String>of() : List.of(line.split(" "));
    var command = new ImportCommand(InputStream.nullInputStream(), out(), false);
    assertThat(command.run(arguments, environment(server))).isEqualTo(ImportCommand.FAILED);
    assertThat(printed()).startsWith("promontory: ");
  }

  @Test
  void credentials_are_needed() {
    var command = new ImportCommand(InputStream.nullInputStream(), out(), false);
    assertThat(command.run(List.of("file"), Map.of())).isEqualTo(ImportCommand.FAILED);
    assertThat(printed()).contains("the account is missing", "PROMONTORY_PASSCODE");
  }

  @Test
  void the_bar_is_drawn_on_a_terminal() throws Exception {
    var file = write(events(0, 10));
    var arguments = List.of(file.toString());
    var command = new ImportCommand(InputStream.nullInputStream(), out(), true);

    assertThat(command.run(arguments, environment(server))).isZero();

    assertThat(printed()).contains("[" + "#".repeat(30) + "] 100%  10 records");
  }

  private int run(Path file, String... options) {
    return run(server, file, options);
  }

  private int run(UploadServer to, Path file, String... options) {
    var arguments = new ArrayList<>(List.of(options));
    arguments.add(file.toString());
    var command = new ImportCommand(InputStream.nullInputStream(), out(), false);
    return command.run(arguments, environment(to));
  }

  private int run(InputStream in, String file) {
    return new ImportCommand(in, out(), false).run(List.of(file), environment(server));
  }

  private static ImportOptions options(UploadServer server, Path file) {
    return ImportOptions.read(List.of(file.toString()), environment(server));
  }

  private static Map<String, String> environment(UploadServer server) {
    return Map.of(
        "PROMONTORY_URL", server.address().toString(),
        "PROMONTORY_ACCOUNT_ID", "ACME",
        "PROMONTORY_PASSCODE", "right");
  }

  private PrintStream out() {
    return new PrintStream(printed, true, UTF_8);
  }

  private String printed() {
    return printed.toString(UTF_8);
  }

  private Path write(List<String> lines) throws IOException {
    return Files.writeString(folder.resolve("records"), String.join("\n", lines));
  }

  private static Path state(Path file) {
    return file.resolveSibling(file.getFileName() + ".promontory-import");
  }

  private static Path rejects(Path file) {
    return file.resolveSibling(file.getFileName() + ".rejects.ndjson");
  }

  private static byte[] encoded(String text, String form) throws IOException {
    var bytes = text.getBytes(UTF_8);
    return switch (form) {
      case "gz" -> {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
          gzip.write(bytes);
        }
        yield out.toByteArray();
      }
      case "zst" -> Zstd.compress(bytes);
      case "windows" -> ("\ufeff" + text.replace("\n", "\r\n")).getBytes(UTF_8);
      default -> bytes;
    };
  }

  private static List<String> events(int from, int to) {
    return IntStream.range(from, to).mapToObj(ImportCommandTest::event).toList();
  }

  /// The n-th event, of one of a hundred users.
  private static String event(int n) {
    return "{\"identity\":\"user %d\",\"type\":\"event\",\"evtName\":\"Visited\",\"evtData\":{\"n\":%d}}"
        .formatted(n % 97, n);
  }

  private static List<Long> numbersOf(List<LogRecord> records) {
    return records.stream()
        .map(record -> ((RecordBody.Event) record.body()).properties().find(Name.of("n")))
        .map(
            value ->
                value instanceof Value.Decimal(var micros)
                    ? Long.valueOf(micros / 1_000_000)
                    : Long.valueOf(-1))
        .toList();
  }

  private static List<Long> range(long to) {
    return LongStream.range(0, to).boxed().toList();
  }

  /// What each user did, in order; users by identity, for their numbers differ between servers.
  private static Map<Object, List<RecordBody>> bodiesByUser(UploadServer server) {
    return server.log().records().stream()
        .collect(
            Collectors.groupingBy(
                record -> identities(server, record.user()),
                Collectors.mapping(LogRecord::body, Collectors.toList())));
  }

  private static Object identities(UploadServer server, long user) {
    return server.log().users().identities(1, List.of(user)).getOrDefault(user, List.of());
  }
}
