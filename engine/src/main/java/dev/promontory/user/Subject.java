package dev.promontory.user;

/// Whom a new record is about: somebody named by an app, or a user already known by number.
public sealed interface Subject permits Identity, KnownUser {}
