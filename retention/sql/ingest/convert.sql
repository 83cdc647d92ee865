-- one row per staged row: every field typed, and the reason where the row cannot be taken
create or replace temp table checked as
with typed as (
    select
        s.row_number,
        s.ordered_at as ordered_at_written,
        s.amount as amount_written,
        s.quantity as quantity_written,
        s.unit_price as unit_price_written,
        clean_code(s.order_id) as order_id,
        case when is_plain_time(s.ordered_at) then try_cast(s.ordered_at as timestamp)
             else d.moment end as ordered_at,
        case when n.word is null then clean_code(s.customer) end as customer_id,
        clean(s.customer_name) as customer_name,
        clean(s.email) as email,
        p.phone as phone_key,
        clean(s.phone) as phone,
        clean_code(s.product) as product,
        clean(s.product_name) as product_name,
        clean(s.category) as category,
        case when q.cell is not null then q.value
             else try_cast(s.quantity as decimal(18, 4)) end as quantity,
        case when u.cell is not null then u.value
             else try_cast(s.unit_price as decimal(18, 4)) end as unit_price,
        case when x.cell is not null then x.value
             else try_cast(s.discount as decimal(18, 4)) end as discount_number,
        coalesce(x.is_percent, false) as discount_is_percent,
        case when a.cell is not null then a.value
             else try_cast(s.amount as decimal(18, 4)) end as amount_number,
        case when k.cell is not null then k.value
             else try_cast(s.unit_cost as decimal(18, 4)) end as unit_cost,
        case when r.cell is not null then r.value
             else try_cast(s.refunded as decimal(18, 4)) end as refunded,
        coalesce(q.is_nothing, false) as quantity_is_nothing,
        coalesce(u.is_nothing, false) as unit_price_is_nothing,
        coalesce(a.is_nothing, false) as amount_is_nothing,
        coalesce(d.is_nothing, false) as ordered_at_is_nothing,
        upper(clean(s.currency)) as currency_written,
        clean(s.country) as country,
        clean(s.city) as city,
        clean(s.channel) as channel,
        clean(s.store) as store,
        clean(s.salesperson) as salesperson,
        clean(s.coupon_code) as coupon_code,
        case when is_plain_time(s.promised_at) then try_cast(s.promised_at as timestamp)
             else dp.moment end as promised_at,
        case when is_plain_time(s.delivered_at) then try_cast(s.delivered_at as timestamp)
             else dd.moment end as delivered_at,
        clean(s.status) as status,
        coalesce(trim(s.cancelled_at), '') <> '' as has_cancelled_at,
        clean(s.row_type) as row_type,
        case when fc.cell is not null or fn.cell is not null then 'fee' else 'product' end as kind
    from staged as s
    left join dates as d on d.cell = s.ordered_at
    left join dates as dp on dp.cell = s.promised_at
    left join dates as dd on dd.cell = s.delivered_at
    left join numbers as q on q.cell = s.quantity
    left join numbers as u on u.cell = s.unit_price
    left join numbers as x on x.cell = s.discount
    left join numbers as a on a.cell = s.amount
    left join numbers as k on k.cell = s.unit_cost
    left join numbers as r on r.cell = s.refunded
    left join phones as p on p.cell = s.phone
    left join fees as fc on fc.cell = s.product
    left join fees as fn on fn.cell = s.product_name
    left join (select unnest($nobody) as word) as n on n.word = lower(trim(s.customer))
),

priced as (
    select *,
        case when discount_is_percent
                 then try_cast(abs(discount_number / 100 * quantity * unit_price)
                     as decimal(18, 4))
             else abs(discount_number) end as discount
    from typed
),

valued as (
    select *,
        try_cast(
            case
                when amount_number is null
                    then quantity * unit_price - sign(quantity) * coalesce(discount, 0)
                when $amount_before_discount
                    then amount_number - sign(amount_number) * coalesce(discount, 0)
                else amount_number
            end - case when $orders_are_shared then 0 else coalesce(abs(refunded), 0) end
        as decimal(18, 4)) as amount,
        list_contains($cancelled, lower(status)) or has_cancelled_at as is_cancelled
    from priced
),

judged as (
    select *,
        case
            when ordered_at is null and (
                regexp_full_match(lower(trim(ordered_at_written)), $total_words)
                or regexp_full_match(lower(rtrim(order_id, ' :')), $total_words)
                or regexp_full_match(lower(rtrim(customer_id, ' :')), $total_words)
                or regexp_full_match(lower(rtrim(customer_name, ' :')), $total_words)
                or regexp_full_match(lower(rtrim(product, ' :')), $total_words)
                or regexp_full_match(lower(rtrim(product_name, ' :')), $total_words)
                or regexp_full_match(lower(rtrim(category, ' :')), $total_words)
                or regexp_full_match(lower(rtrim(store, ' :')), $total_words)
                or regexp_full_match(lower(rtrim(city, ' :')), $total_words)
            ) then 'this is a row of totals, not a sale'
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
                    when abs(amount) > 1000000000000
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
    from valued
)

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
    amount,
    unit_cost,
    case currency_written
        when '€' then 'EUR' when '£' then 'GBP' when '₽' then 'RUB' when 'РУБ' then 'RUB'
        when 'РУБ.' then 'RUB' when 'ZŁ' then 'PLN' when 'FT' then 'HUF' when 'KČ' then 'CZK'
        when 'ЛВ' then 'BGN' when 'ЛВ.' then 'BGN' when 'ГРН' then 'UAH' when '₴' then 'UAH'
        else currency_written
    end as currency,
    country,
    city,
    channel,
    store,
    salesperson,
    coupon_code,
    promised_at,
    delivered_at,
    status,
    coalesce(amount < 0, false) or coalesce(quantity < 0, false)
        or coalesce(is_cancelled, false) as is_return,
    kind,
    reason
from judged
