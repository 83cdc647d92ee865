-- one row per return that was linked to its sale; no return is linked yet, each pass of return_pass.sql
-- adds to this table
(
    batch integer,
    row_number bigint,
    sale_batch integer,
    sale_row bigint,
    sold_at timestamp,
    amount decimal(18, 4)
)
