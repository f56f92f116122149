package dev.promontory.postgres.campaign;

import dev.promontory.campaign.Campaign;
import dev.promontory.campaign.Qualification;
import dev.promontory.campaign.Revision;
import dev.promontory.campaign.RewardType;
import dev.promontory.campaign.Run;
import dev.promontory.postgres.time.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.statement.StatementContext;

/// Reads rows of campaigns, revisions and runs.
final class CampaignRows {
  private CampaignRows() {}

  static Campaign campaign(ResultSet row, StatementContext context) throws SQLException {
    return new Campaign(
        row.getLong("id"),
        row.getInt("account"),
        Campaign.Status.valueOf(row.getString("status")),
        row.getInt("revision"),
        text(row),
        row.getString("created_by"),
        Times.instant(row, "created_at"),
        Times.instant(row, "updated_at"),
        Times.instantOrNull(row, "published_at"),
        Times.instantOrNull(row, "starts_at"),
        Times.instantOrNull(row, "next_run_at"),
        Times.instantOrNull(row, "paused_at"));
  }

  private static Campaign.Text text(ResultSet row) throws SQLException {
    var qualification = row.getString("qualification");
    var reward = row.getString("reward");
    return new Campaign.Text(
        row.getString("name"),
        qualification == null ? null : Qualification.ofCode(qualification).orElseThrow(),
        reward == null ? null : RewardType.ofCode(reward).orElseThrow(),
        row.getObject("wallet_id", Long.class),
        row.getString("document"));
  }

  static Revision revision(ResultSet row, StatementContext context) throws SQLException {
    return new Revision(
        row.getLong("campaign_id"),
        row.getInt("revision"),
        row.getString("document"),
        row.getString("created_by"),
        Times.instant(row, "created_at"));
  }

  static Run run(ResultSet row, StatementContext context) throws SQLException {
    return new Run(
        row.getLong("id"),
        row.getLong("campaign_id"),
        row.getInt("revision"),
        Times.instant(row, "planned_at"),
        Times.instantOrNull(row, "started_at"),
        row.getLong("members"),
        row.getLong("done"),
        Times.instantOrNull(row, "finished_at"),
        Run.Status.valueOf(row.getString("status")),
        row.getString("failure"));
  }
}
