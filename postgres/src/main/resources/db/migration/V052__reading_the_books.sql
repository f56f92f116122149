-- What searches and reports go by. Entries are added in the order of time, and no index here has more than a
-- few bytes per row: two are block ranges (BRIN), the third holds credits alone that were promised.

CREATE INDEX ix_entry_at ON entry USING brin (at) WITH (pages_per_range = 32, autosummarize = on);
-- An activation has the number of its lot, which is that of the credit: here is by whom that was given.
CREATE INDEX ix_entry_promised ON entry (id) INCLUDE (source) WHERE type = 1 AND promised_change > 0;
CREATE INDEX ix_lot_expires_at ON lot USING brin (expires_at) WITH (pages_per_range = 32, autosummarize = on);
