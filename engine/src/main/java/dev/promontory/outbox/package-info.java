/// The outbox: reward events, written in the transaction that caused them and relayed to the event
/// log afterwards, each exactly once (R1, E6). In the log they are events like any other, so that a
/// campaign can ask who was rewarded.
@NullMarked
package dev.promontory.outbox;

import org.jspecify.annotations.NullMarked;
