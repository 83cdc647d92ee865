-- one row per staged row: every field typed that the file tells, and the reason where the row cannot be
-- taken. Only those fields, as in cells.sql; checked.sql gives every one
create or replace temp table checked_fields as
with typed as (
    select
        s.row_number,
        s.ordered_at as ordered_at_written,
        s.amount as amount_written,
        s.quantity as quantity_written,
        s.unit_price as unit_price_written,
        clean_code(s.order_id) as order_id,
        coalesce(l.ordered_at, case when is_plain_time(s.ordered_at)
            then try_cast(s.ordered_at as timestamp) end) as ordered_at,
        case when coalesce(l.is_nobody, false) then null else clean_code(s.customer) end
            as customer_id,
        clean(s.customer_name) as customer_name,
        clean(s.email) as email,
        l.phone_key,
        clean(s.phone) as phone,
        clean_code(s.product) as product,
        clean(s.product_name) as product_name,
        clean(s.category) as category,
        coalesce(l.quantity, try_cast(s.quantity as decimal(18, 4))) as quantity,
        coalesce(l.unit_price, try_cast(s.unit_price as decimal(18, 4))) as unit_price,
        coalesce(l.discount, try_cast(s.discount as decimal(18, 4))) as discount_number,
        l.discount_is_percent,
        coalesce(l.amount, try_cast(s.amount as decimal(18, 4))) as amount_number,
        coalesce(l.unit_cost, try_cast(s.unit_cost as decimal(18, 4))) as unit_cost,
        coalesce(l.refunded, try_cast(s.refunded as decimal(18, 4))) as refunded,
        coalesce(l.quantity_is_nothing, false) as quantity_is_nothing,
        coalesce(l.unit_price_is_nothing, false) as unit_price_is_nothing,
        coalesce(l.amount_is_nothing, false) as amount_is_nothing,
        coalesce(l.ordered_at_is_nothing, false) as ordered_at_is_nothing,
        rtrim(upper(clean(s.currency)), '.') as currency_written,
        l.currency as currency_beside,
        clean(s.country) as country,
        clean(s.city) as city,
        clean(s.channel) as channel,
        clean(s.store) as store,
        clean(s.salesperson) as salesperson,
        clean(s.coupon_code) as coupon_code,
        coalesce(l.promised_at, case when is_plain_time(s.promised_at)
            then try_cast(s.promised_at as timestamp) end) as promised_at,
        coalesce(l.delivered_at, case when is_plain_time(s.delivered_at)
            then try_cast(s.delivered_at as timestamp) end) as delivered_at,
        clean(s.status) as status,
        coalesce(l.cancelled_at, case when is_plain_time(s.cancelled_at)
            then try_cast(s.cancelled_at as timestamp) end) as cancelled_at,
        -- a shop's program writes zeros where there is no day: 0000-00-00T00:00:00Z, 00.00.0000
        regexp_matches(s.cancelled_at, '[^-0:./ TZ]') and not coalesce(l.cancelled_at_is_nothing, false)
            as has_cancelled_at,
        clean(s.row_type) as row_type,
        case when l.is_fee then 'fee' else 'product' end as kind
    from staged as s
    left join looked_up as l on l.row_number = s.row_number
),

priced as (
    select *,
        case when discount_is_percent
                 -- a division would leave the decimals; what is beyond them is no discount
                 then try_cast(try(abs(cast(discount_number as decimal(38, 4))
                     * cast(0.01 as decimal(3, 2)) * quantity * unit_price)) as decimal(18, 4))
             else abs(discount_number) end as discount
    from typed
),

valued as (
    select *,
        -- a product above 10 billion does not fit the quick multiplication
        coalesce(amount_number,
            try_cast(try(quantity * unit_price) as decimal(18, 4)),
            try_cast(cast(quantity as decimal(38, 4)) * unit_price as decimal(18, 4))) as full_amount,
        list_contains($cancelled, lower(status)) or coalesce(has_cancelled_at, false) as is_cancelled
    from priced
),

paid as (
    select *,
        case
            -- a discount goes against the sign of its line, so that a return gives less back
            when discount <> 0 and ($amount_before_discount or amount_number is null)
                then full_amount - case when full_amount < 0 then -discount else discount end
            else full_amount
        -- of a cancelled order, what was given back is the cancelling itself
        end - case when refunded <> 0 and not $orders_are_shared
                and not coalesce(is_cancelled, false) then abs(refunded)
            else cast(0 as decimal(18, 4)) end as amount,
        -- a product may well be called "Total": beside a date only a line that says nothing else is
        -- one of totals
        case
            when ordered_at is null then
                regexp_matches(lower(concat_ws(chr(10), ordered_at_written, order_id, customer_id,
                    customer_name, product, product_name, category, store, city)),
                    '(?m)^(.* )?(' || $total_words || ')([ :].*)?$')
            when (order_id is not null)::integer + (coalesce(customer_id, customer_name) is not null
                )::integer + (coalesce(product, product_name, category) is not null)::integer = 1
                then regexp_full_match(lower(coalesce(order_id, customer_id, customer_name,
                    product, product_name, category)), '(' || $total_words || ')[ :]*')
        else false end as is_total
    from valued
),

-- a return written with one sign: what comes back is negative in pieces and in money
signed as (
    select * replace (
        case when quantity < 0 and amount > 0 and not coalesce(is_cancelled, false)
                and coalesce(unit_price >= 0, true) then -amount else amount end as amount,
        case when quantity > 0 and amount < 0 and coalesce(unit_price >= 0, true)
            then -quantity else quantity end as quantity
    )
    from paid
),

judged as (
    select *,
        case
            when is_total then 'this is a row of totals, not a sale'
            when ordered_at is null and length(trim(ordered_at_written)) > 1
                and ends_with(lower($date_column), lower(trim(ordered_at_written)))
                then 'this row repeats the header'
            when row_type is not null and list_contains($not_sales, lower(row_type))
                then 'a row of the type "' || row_type || '" is not a sale'
            else nullif(concat_ws('; ',
                case
                    when ordered_at is not null then case
                        when ordered_at >= $end_of_upload_day
                            then 'the date "' || trim(ordered_at_written)
                                || '" lies after the day of the upload'
                        when ordered_at < timestamp '1970-01-01'
                            then 'the date "' || trim(ordered_at_written)
                                || '" is too long ago to be true'
                        end
                    when ordered_at_is_nothing or coalesce(trim(ordered_at_written), '') = ''
                        then 'the date is empty'
                    else 'the date "' || trim(ordered_at_written) || '" is not a date'
                end,
                case when quantity is null and not quantity_is_nothing
                        and coalesce(trim(quantity_written), '') <> ''
                    then 'the quantity "' || trim(quantity_written) || '" is not a number' end,
                case when unit_price is null and not unit_price_is_nothing
                        and coalesce(trim(unit_price_written), '') <> ''
                    then 'the price "' || trim(unit_price_written) || '" is not a number' end,
                case
                    when $without_amounts then null
                    when amount_number is null and not amount_is_nothing
                        and coalesce(trim(amount_written), '') <> ''
                        then 'the amount "' || trim(amount_written) || '" is not a number'
                            || case when regexp_full_match(amount_written, '[-0-9., ]{15,}')
                                then ' of a bearable size' else '' end
                    when abs(amount) > cast(1000000000000 as decimal(18, 4))
                        then 'the amount ' || cast(amount as varchar) || ' is too large to be true'
                    when amount is not null then null
                    when $amount_is_mapped then 'the amount is empty'
                    when quantity is null and (quantity_is_nothing
                        or coalesce(trim(quantity_written), '') = '')
                        then 'the quantity is empty'
                    when unit_price is null and (unit_price_is_nothing
                        or coalesce(trim(unit_price_written), '') = '')
                        then 'the price is empty'
                    when quantity is not null and unit_price is not null
                        then 'quantity times price is too large to be true'
                end,
                case when damaged_by_spreadsheet(order_id)
                    then 'the order number "' || order_id || '" was damaged by a spreadsheet' end,
                case when damaged_by_spreadsheet(customer_id)
                    then 'the customer "' || customer_id || '" was damaged by a spreadsheet' end,
                case when damaged_by_spreadsheet(product)
                    then 'the product code "' || product || '" was damaged by a spreadsheet' end
            ), '')
        end as reason
    from signed
),

read as (
    select
        row_number,
        order_id,
        ordered_at,
        coalesce(customer_id, lower(email), phone_key) as customer,
        customer_name,
        lower(email) as email,
        coalesce(phone_key, phone) as phone,
        product,
        product_name,
        category,
        quantity,
        unit_price,
        discount,
        -- as wide as the lines held: a difference is wider, and the same number would hash otherwise
        try_cast(amount as decimal(18, 4)) as amount,
        unit_cost,
        case when c.sign is not null then c.currency else coalesce(currency_written, currency_beside) end
            as currency,
        country,
        city,
        channel,
        store,
        salesperson,
        coupon_code,
        promised_at,
        delivered_at,
        case when amount > 0 then cancelled_at end as cancelled_at,
        status,
        coalesce(amount < 0, false) or coalesce(quantity < 0, false)
            or coalesce(is_cancelled, false) as is_return,
        kind,
        reason
    from judged
    left join currency_signs as c on c.sign = currency_written
)

select columns(lambda field: list_contains($told, field) or field in ('row_number', 'order_id',
    'ordered_at', 'customer', 'product', 'quantity', 'unit_price', 'amount', 'currency', 'cancelled_at',
    'is_return', 'kind', 'reason'))
from read
