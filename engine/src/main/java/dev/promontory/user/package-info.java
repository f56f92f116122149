/// Users and the identifiers by which apps name them. Inside, a user is a dense number.
@NullMarked
package dev.promontory.user;

import org.jspecify.annotations.NullMarked;
