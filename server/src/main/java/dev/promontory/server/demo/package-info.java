/// `./promontory demo`: a server on a fresh data folder, a made-up shop on it, and the main job
/// done and checked before the reader's eyes.
///
/// 1. The shop is made from a seed and an instant; the same two give the same records.
/// 2. The demo speaks to its server over the public API alone, as any shop would.
/// 3. What a campaign rewarded is compared with [PlainCount], which looks at nothing but the
///    generated records. A difference ends the demo with an error.
@NullMarked
package dev.promontory.server.demo;

import org.jspecify.annotations.NullMarked;
