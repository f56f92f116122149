-- A budget that is set under way counts what was given without one (G2): everything is counted anew.
DELETE FROM campaign_budget;
COMMENT ON COLUMN campaign_budget.budget IS 'Its budget when it last gave something under one; before that, what it had given.';

-- A run that was due before a pause began is not left out when the campaign is resumed.
ALTER TABLE campaign ADD COLUMN paused_at timestamptz;
UPDATE campaign SET paused_at = updated_at WHERE status = 'PAUSED';
ALTER TABLE campaign
    ADD CONSTRAINT ck_campaign_paused_at CHECK ((status = 'PAUSED') = (paused_at IS NOT NULL));
COMMENT ON COLUMN campaign.paused_at IS 'When the pause began; null unless it is paused.';
