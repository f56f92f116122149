package dev.promontory.rocksdb;

import dev.promontory.live.Seeds;
import dev.promontory.live.host.ProgramJournal;
import dev.promontory.live.host.Qualifications;
import dev.promontory.log.EventLog;
import java.time.InstantSource;

/// What a host works with. None of it is closed by the host.
///
/// @param clock the present; must not be behind the receipts in the log
public record HostPorts(
    EventLog log,
    ProgramJournal journal,
    Seeds seeds,
    Qualifications qualifications,
    InstantSource clock) {}
