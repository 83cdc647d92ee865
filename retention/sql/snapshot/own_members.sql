-- one row per customer of one of the own segments named in $own: who meets all its conditions now.
-- The fields are those of store/own_segments.py; of a condition's number, day and text one is told
with conditions as (
    select * from own_segments where list_contains($own::varchar[], name)
),

facts as (
    select c.*, c.amount_2h / 2 as value, s.r, s.f, s.m, s.segment, w.acquired_via
    from customers_now as c
    inner join rfm as s on s.customer_key = c.customer_key
    inner join people as w on w.customer_key = c.customer_key
),

compared as (
    select
        f.customer_key,
        c.name,
        c.operator,
        c.number,
        c.day,
        lower(c.text) as text,
        case c.field
            when 'orders' then f.purchases when 'amount' then f.amount when 'value' then f.value
            when 'days_since' then f.days_since when 'gap_days' then f.gap_days
            when 'overdue_ratio' then f.overdue_ratio when 'products' then f.products
            when 'returned_amount' then f.returned_amount when 'late_orders' then f.late_orders
            when 'r' then f.r when 'f' then f.f when 'm' then f.m
        end as has_number,
        case c.field when 'first' then f.first_day when 'last' then f.last_day end as has_day,
        lower(case c.field
            when 'customer' then f.customer when 'name' then f.name when 'city' then f.city
            when 'country' then f.country when 'acquired_via' then f.acquired_via
            when 'status' then f.status when 'segment' then f.segment
            when 'first_product' then f.first_product when 'first_category' then f.first_category
            when 'first_channel' then f.first_channel when 'first_store' then f.first_store
            when 'first_salesperson' then f.first_salesperson
            when 'first_coupon' then f.first_coupon when 'last_channel' then f.last_channel
            when 'last_store' then f.last_store when 'last_salesperson' then f.last_salesperson
        end) as has_text
    from facts as f
    cross join conditions as c
),

met as (
    select name, customer_key
    from compared
    where case
        when number is not null then case operator
            when 'at least' then has_number >= number
            when 'at most' then has_number <= number
            when 'is' then has_number = number
            else has_number <> number end
        when day is not null then case operator
            when 'at least' then has_day >= day
            when 'at most' then has_day <= day
            when 'is' then has_day = day
            else has_day <> day end
        else case operator
            when 'is' then has_text = text
            when 'contains' then contains(has_text, text)
            -- who has no town is of another one, too
            else has_text is null or has_text <> text end
    end
),

wanted as (
    select name, count(*) as conditions from conditions group by name
)

select distinct m.customer_key
from (select name, customer_key, count(*) as met from met group by name, customer_key) as m
inner join wanted as w on w.name = m.name and w.conditions = m.met
