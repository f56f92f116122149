package dev.promontory.record;

/// A property and its value.
public record Property(Name name, Value value) {}
