/// Benchmark scenarios: whole-process measurements, each beside its baseline in the same run.
///
/// [Main] picks scenarios by name, runs them one after another, writes a JSON file for each and
/// prints one table. A [Scenario] is handed [Settings] and answers with a [Result]. What holds for
/// all of them:
///
/// 1. Data is generated from the seed; a run with the same seed and scale measures the same work.
/// 2. The baseline is measured in the same run, on the same machine, with the same durable
///    settings.
/// 3. What is measured is warmed up first, and the warm-up is no part of the figure.
/// 4. A figure includes its correctness: a scenario throws when the counts at its end are wrong.
@NullMarked
package dev.promontory.bench;

import org.jspecify.annotations.NullMarked;
