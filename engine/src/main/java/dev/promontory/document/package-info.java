/// What can be wrong with a document that somebody wrote: a rule, a segment, a campaign.
///
/// - **D1** Reading a document reports everything that is wrong with it at once, each problem with
///   the path of its field; nothing of a document with problems is stored (S5, S8).
@NullMarked
package dev.promontory.document;

import org.jspecify.annotations.NullMarked;
