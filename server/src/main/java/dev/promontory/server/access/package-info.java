/// Who may use the server: secrets, their slow hashes, and the quick recognition of credentials
/// that were proven a moment ago.
@NullMarked
package dev.promontory.server.access;

import org.jspecify.annotations.NullMarked;
