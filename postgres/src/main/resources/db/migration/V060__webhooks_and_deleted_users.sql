-- What webhooks are told of a user goes with the user (S6).

CREATE TABLE webhook_silenced_user (
    user_number bigint NOT NULL,
    CONSTRAINT pk_webhook_silenced_user PRIMARY KEY (user_number)
);
COMMENT ON TABLE webhook_silenced_user IS 'Users of whom webhooks are told nothing any more: they were deleted, or are being deleted.';
COMMENT ON COLUMN webhook_silenced_user.user_number IS 'Who. Written under the lock of webhook_feed, so that whoever adds deliveries has seen it.';

CREATE INDEX ix_webhook_delivery_user ON webhook_delivery (user_number);

INSERT INTO webhook_silenced_user (user_number)
SELECT user_number
  FROM departed_user
 WHERE into_user IS NULL;

DELETE FROM webhook_delivery AS d
 USING webhook_silenced_user AS s
 WHERE d.user_number = s.user_number;
