-- the columns a file may bring, all of them text; see cells.sql
create or replace temp table staged_columns (
    row_number bigint,
    order_id varchar,
    ordered_at varchar,
    customer varchar,
    customer_name varchar,
    email varchar,
    phone varchar,
    product varchar,
    product_name varchar,
    category varchar,
    quantity varchar,
    unit_price varchar,
    discount varchar,
    amount varchar,
    unit_cost varchar,
    currency varchar,
    country varchar,
    city varchar,
    channel varchar,
    store varchar,
    salesperson varchar,
    coupon_code varchar,
    promised_at varchar,
    delivered_at varchar,
    status varchar,
    order_amount varchar,                     -- net amount of the whole order
    cancelled_at varchar,                     -- filled where the order was cancelled
    refunded varchar,                         -- money given back on this line or order
    row_type varchar                          -- tells sales from other rows
)
