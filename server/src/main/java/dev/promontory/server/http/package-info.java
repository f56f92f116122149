/// The edge: what is the same for every HTTP resource.
///
/// A [Resource] lists its [Route]s; [HttpEdge] serves them. Every route asks for credentials unless
/// it says that it is open, and finds the caller's account in [Caller]. Errors leave in two shapes:
/// the compatible endpoints answer with the reference's envelope, all others with RFC 9457 problem
/// details; [Failures] is the one place that knows.
///
/// Three kinds of error, never mixed: a refusal is a value that the resource answers with; a
/// caller's mistake is an [InvalidRequest], raised while a request is parsed; anything else is a
/// failure, logged once here under an id that the caller gets too.
@NullMarked
package dev.promontory.server.http;

import org.jspecify.annotations.NullMarked;
