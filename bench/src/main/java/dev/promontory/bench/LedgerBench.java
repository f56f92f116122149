package dev.promontory.bench;

import java.util.List;

/// Credits and debits over many users' wallets: one a request, all of them one user's, in batches,
/// and without HTTP; beside a plain function for transfers, and the transactions of pgbench.
final class LedgerBench implements Scenario {
  private static final int USERS = 10_000;
  private static final int UPLOAD = 1_000;
  private static final int UPLOADS = 4;

  /// Who has no other operations than those of a part that are all one user's.
  private static final int HOT_USER = 0;

  private static final double TARGET_SINGLE_PER_SECOND = 4_000;
  private static final double TARGET_SINGLE_MILLIS = 25;
  private static final double TARGET_RATIO = 1;
  private static final double TARGET_BATCH_RATIO = 5;
  private static final double TARGET_STATEMENT_MILLIS = 20;

  /// What was measured on a server.
  private record Served(
      LedgerLoad single, LedgerLoad hot, LedgerLoad batches, Latencies statement) {}

  /// What it is measured beside.
  ///
  /// @param tpcB transactions per second
  private record Baselines(Transfers.Rates transfers, double tpcB) {}

  @Override
  public String name() {
    return "ledger";
  }

  @Override
  public String title() {
    return "credits and debits, single and in batches, beside transfers in PL/pgSQL and pgbench";
  }

  @Override
  public Result run(Settings settings) throws Exception {
    Served served;
    try (var server = ServerUnderTest.start(settings.folder().resolve("server"))) {
      settings.say("uploading %,d users".formatted(USERS));
      upload(server, settings.seed());
      served = measure(settings, server);
    }
    settings.say("%d clients without HTTP".formatted(LedgerSingles.CLIENTS));
    var group =
        LedgerGroupCommit.run(
            settings.folder().resolve("group-commit"),
            LedgerPlan.over(USERS, settings.seed()),
            settings.size(300_000L, 4_000L));
    settings.say("baseline: transfers in PL/pgSQL");
    var transfers = Transfers.run(settings, USERS);
    settings.say("baseline: pgbench");
    return result(served, group, new Baselines(transfers, PgBench.tpcB(settings)));
  }

  private static void upload(ServerUnderTest server, long seed) throws Exception {
    var events =
        new EventStream(
            EventStream.templates(seed, UPLOAD),
            seed,
            EventStream.eachOf(USERS),
            System.currentTimeMillis() / 1000 - USERS,
            1);
    UploadLoad.of(server.address(), events, UPLOAD).run(0, USERS, UPLOADS);
    server.management().awaitSettled();
  }

  private static Served measure(Settings settings, ServerUnderTest server) throws Exception {
    long singles = settings.size(200_000L, 4_000L);
    settings.say("%,d single operations by %d clients".formatted(singles, LedgerSingles.CLIENTS));
    var plan = LedgerPlan.over(USERS, settings.seed());
    var single = new LedgerSingles(wallet(server, "Single"), USERS, plan).run(singles);
    settings.say("the same on one user");
    var hot =
        new LedgerHotUser(wallet(server, "Hot"), HOT_USER).run(settings.size(60_000L, 4_000L));
    long count = settings.size(1_000L, 40L);
    settings.say("%,d batches of %,d".formatted(count, LedgerBatches.PER_BATCH));
    var batches = new LedgerBatches(wallet(server, "Batches"), USERS, settings.seed()).run(count);
    settings.say("statements of a user with %,d entries".formatted(LedgerStatement.ENTRIES));
    var statement =
        new LedgerStatement(wallet(server, "Statement"), HOT_USER).run(settings.size(200, 20));
    return new Served(single, hot, batches, statement);
  }

  private static LedgerWallet wallet(ServerUnderTest server, String name) throws Exception {
    return LedgerWallet.create(server, name);
  }

  private static Result result(Served served, LedgerLoad group, Baselines baselines) {
    var transfers = baselines.transfers();
    var result =
        Result.of("ledger", group.perSecond(), transfers.spread(), "operations/s")
            .with("users", USERS)
            .with("clients", LedgerSingles.CLIENTS)
            .with("operationsPerBatch", LedgerBatches.PER_BATCH)
            .with("entriesOfStatement", LedgerStatement.ENTRIES)
            .with("pgbench", List.of(PgBench.COMMAND).toString());
    result = group.addTo(result, "without HTTP", transfers.spread());
    result = served.single().addTo(result, "single", transfers.spread());
    result = served.hot().addTo(result, "one user", transfers.hot());
    result = served.batches().addTo(result, "batches", baselines.tpcB());
    result = served.single().usage().addTo(result, "single", served.single().operations());
    result = served.batches().usage().addTo(result, "batches", served.batches().operations());
    var statement = served.statement();
    return targets(
        result
            .with(Measure.of("statement, p50", statement.millisAt(0.5), "ms"))
            .with(Measure.of("statement, p99", statement.millisAt(0.99), "ms")),
        served,
        group,
        baselines);
  }

  private static Result targets(
      Result result, Served served, LedgerLoad group, Baselines baselines) {
    double single = served.single().perSecond();
    return result
        .with(Target.atLeast("single operations/s", single, TARGET_SINGLE_PER_SECOND))
        .with(Target.atMost("ms, single, p99", served.single().p99(), TARGET_SINGLE_MILLIS))
        .with(
            Target.atLeast(
                "times transfers, without HTTP",
                group.perSecond() / baselines.transfers().spread(),
                TARGET_RATIO))
        .with(
            Target.atLeast(
                "times pgbench, batches",
                served.batches().perSecond() / baselines.tpcB(),
                TARGET_BATCH_RATIO))
        .with(
            Target.atMost(
                "ms, statement, p99", served.statement().millisAt(0.99), TARGET_STATEMENT_MILLIS));
  }
}
