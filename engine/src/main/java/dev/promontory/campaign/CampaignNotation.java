package dev.promontory.campaign;

import java.time.ZoneId;

/// How campaigns are written down. Safe for use by many threads.
public interface CampaignNotation {

  /// What a document means, and what is wrong with it by itself. Whether what it names exists, and
  /// whether its dates are still to come, is not looked at.
  ///
  /// @param documentJson a campaign in the words of the contract
  /// @param zone the account's zone, for a document that names none
  CampaignReading read(String documentJson, ZoneId zone);

  /// The same document with another name.
  ///
  /// @param documentJson a document that was stored
  String rename(String documentJson, String name);
}
