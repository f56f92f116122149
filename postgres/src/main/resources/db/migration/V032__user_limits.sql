-- What limits rewards of single users (G2).

ALTER TABLE reward_grant ADD COLUMN qualified_at timestamptz;
COMMENT ON COLUMN reward_grant.qualified_at IS 'When the user qualified, if that was not when it was decided; limits by day, week and month go by it.';

CREATE TABLE user_given (
    campaign_id  bigint NOT NULL,
    user_number  bigint NOT NULL,
    rewards      bigint NOT NULL,
    points       bigint NOT NULL,
    days         text   NOT NULL,
    days_since   date,
    most_rewards bigint,
    most_points  bigint,
    CONSTRAINT pk_user_given PRIMARY KEY (campaign_id, user_number),
    -- G2.
    CONSTRAINT ck_user_given_rewards CHECK (rewards >= 0 AND (most_rewards IS NULL OR rewards <= most_rewards)),
    CONSTRAINT ck_user_given_points CHECK (points >= 0 AND (most_points IS NULL OR points <= most_points))
) WITH (fillfactor = 70);
COMMENT ON TABLE user_given IS 'What campaigns with limits per user have given to a user, counted from the grants. Points are thousandths.';
COMMENT ON COLUMN user_given.campaign_id IS 'The campaign.';
COMMENT ON COLUMN user_given.user_number IS 'The user.';
COMMENT ON COLUMN user_given.rewards IS 'How often it has rewarded the user so far.';
COMMENT ON COLUMN user_given.points IS 'How much in all.';
COMMENT ON COLUMN user_given.days IS 'How often on each day of the zone of the campaign, in order, such as 2026-11-23=2 2026-11-25=1.';
COMMENT ON COLUMN user_given.days_since IS 'The first day that days tells of; null: it tells of all.';
COMMENT ON COLUMN user_given.most_rewards IS 'The limit of rewards when it last gave something, or null: there was none.';
COMMENT ON COLUMN user_given.most_points IS 'The budget of the user when it last gave something, or null: there was none.';
