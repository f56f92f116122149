package dev.promontory.campaign;

import java.time.Instant;

/// A published document of a campaign. Never changes (C1).
///
/// @param number counts from 1
/// @param documentJson as the caller wrote it, a JSON object
/// @param createdBy who published or changed it: an e-mail, or `api`
public record Revision(
    long campaignId, int number, String documentJson, String createdBy, Instant createdAt) {}
