/// The live feed: what happens in an account, as it happens, as server-sent events.
///
/// One [dev.promontory.server.feed.FeedHub] reads the log, with one cursor, and only while somebody
/// listens. It offers each record to each [dev.promontory.server.feed.Subscription] whose filter it
/// passes; whoever grants rewards offers what was decided, right after it was committed. A
/// subscription holds a bounded number of them and says how many it had to drop. What costs
/// something, such as naming users, writing JSON and waiting for a slow connection, is done by the
/// thread of the connection, so that nobody waits for anybody else.
@NullMarked
package dev.promontory.server.feed;

import org.jspecify.annotations.NullMarked;
