-- The tables of what was uploaded and entered. Everything else is derived and can be rebuilt.

create table if not exists changes (          -- one row per committed change
    data_version bigint not null,
    changed_at timestamp not null,
    who varchar not null,
    what varchar not null
);

create table if not exists settings (         -- one row per answered setting
    name varchar not null,
    value varchar not null
);

create table if not exists derived_layout (   -- one row: what the derived tables were built by
    layout varchar not null
);

create table if not exists batches (          -- one row per accepted upload
    batch integer not null,
    file varchar not null,
    sha256 varchar not null,
    kind varchar not null,
    source varchar not null,
    layout varchar not null,
    received_at timestamp not null,
    who varchar not null,
    row_count bigint not null,
    accepted bigint not null,
    duplicates bigint not null,
    rejected bigint not null,
    updated bigint not null,
    anonymous_rows bigint not null,
    orders bigint not null,
    customers bigint not null,
    first_date date,
    last_date date,
    amount decimal(18, 4),
    status varchar not null,                  -- loaded or undone
    columns varchar[] not null,               -- the file's own header, for its rejects
    mapping varchar not null                  -- JSON: how the columns were read
);

create table if not exists rejects (          -- one row per row of a file that was not taken
    batch integer not null,
    row_number bigint not null,
    reason varchar not null,
    cells varchar[] not null
);

create table if not exists sales_lines (      -- one row per accepted line of a sales export
    batch integer not null,
    row_number bigint not null,
    source varchar not null,
    order_id varchar,
    ordered_at timestamp not null,
    customer varchar,
    customer_name varchar,
    email varchar,
    phone varchar,
    product varchar,
    product_name varchar,
    category varchar,
    quantity decimal(18, 4),
    unit_price decimal(18, 4),
    discount decimal(18, 4),
    amount decimal(18, 4),
    unit_cost decimal(18, 4),
    currency varchar,
    country varchar,
    city varchar,
    channel varchar,
    store varchar,
    salesperson varchar,
    coupon_code varchar,
    promised_at timestamp,
    delivered_at timestamp,
    cancelled_at timestamp,                   -- of a sale that was cancelled on a day the file tells
    status varchar,
    is_return boolean not null,
    kind varchar not null,                    -- product, or fee for postage, charges, adjustments
    superseded_by integer                     -- the batch whose newer order replaced this line
);

alter table sales_lines add column if not exists cancelled_at timestamp;  -- for older files

create table if not exists remembered_layouts (   -- one row per header about which a person spoke
    header varchar not null,                  -- its column names, compared without punctuation
    columns varchar[] not null,               -- as they stood in the file
    answers varchar not null                  -- JSON: kind, fields, dates, decimal
);

create table if not exists merges (           -- one row per number that is another name of a person
    customer varchar not null,                -- the number, in one row at most
    person varchar not null,                  -- the person's own number, never merged itself
    who varchar not null,
    merged_at timestamp not null
);

create table if not exists own_segments (     -- one row per condition of a segment of one's own
    name varchar not null,
    place integer not null,                   -- its place among the segment's conditions, all of
    field varchar not null,                   -- which a customer meets
    operator varchar not null,
    value varchar not null,                   -- as written; one of the three that follow is what
    number decimal(18, 4),                    -- it is compared with
    day date,
    text varchar,
    who varchar not null,
    entered_at timestamp not null
);

create table if not exists notes (            -- one row per note that a person wrote on a customer
    customer varchar not null,
    text varchar not null,
    who varchar not null,
    entered_at timestamp not null
);

create table if not exists rates (            -- one row per month, currency and reporting currency
    month date not null,                      -- its first day
    currency varchar not null,
    reporting varchar not null,
    rate decimal(18, 8) not null,             -- what one unit of the currency is in the reporting one
    who varchar not null,
    entered_at timestamp not null
);

create table if not exists records (          -- one row per accepted row of any other file
    batch integer not null,
    row_number bigint not null,
    source varchar not null,
    kind varchar not null,                    -- customers, feedback, costs, plans, part
    part varchar not null,                    -- of related tables: family and table, else empty
    record_key varchar not null,              -- rows of one key are replaced together
    order_key varchar,                        -- parts: what joins them to the others
    customer_key varchar,
    product_key varchar,
    order_id varchar,
    ordered_at timestamp,
    customer varchar,
    customer_name varchar,
    email varchar,
    phone varchar,
    product varchar,
    product_name varchar,
    category varchar,
    quantity decimal(18, 4),
    unit_price decimal(18, 4),
    discount varchar,                         -- a number, or one with % behind it
    amount decimal(18, 4),                    -- of a sale, or spent
    unit_cost decimal(18, 4),
    currency varchar,
    country varchar,
    city varchar,
    channel varchar,
    store varchar,
    salesperson varchar,
    coupon_code varchar,
    promised_at timestamp,
    delivered_at timestamp,
    status varchar,
    order_amount decimal(18, 4),
    refunded decimal(18, 4),
    cancelled_at varchar,
    row_type varchar,
    acquired_via varchar,
    referred_by varchar,
    consent_email varchar,                    -- yes, no or unknown
    consent_phone varchar,
    consent_sms varchar,
    consent_post varchar,
    birthday date,
    customer_type varchar,
    reason_for_coming varchar,
    loyalty_reason varchar,
    tags varchar,
    feedback_id varchar,
    feedback_kind varchar,                    -- survey, complaint, lapse reason, service check
    given_at timestamp,
    score decimal(18, 4),
    reason varchar,
    comment varchar,
    answered_at timestamp,
    answered_after decimal(18, 4),            -- hours
    month date,                               -- its first day
    measure varchar,
    value decimal(18, 4),
    superseded_by integer                     -- the batch whose newer rows replaced this one
);
