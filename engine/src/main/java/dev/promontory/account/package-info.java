/// Accounts: the tenants. Every record, user, segment, wallet, campaign and reward belongs to
/// exactly one account, and nothing is ever visible from another.
@NullMarked
package dev.promontory.account;

import org.jspecify.annotations.NullMarked;
