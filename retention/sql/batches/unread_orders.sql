-- one row per order of the file with a row that could not be read, and its day; NULL where the row's own
-- day is not one of the file, so that it may be any. A row of totals, a header or a row of another type
-- is nothing of an order
create or replace temp table unread_orders as
with period as (
    select min(on_day) as first_day, max(on_day) + 1 as end_day from incoming
)

select distinct c.order_id,
    case when c.ordered_at >= p.first_day and c.ordered_at < p.end_day
        then cast(c.ordered_at as date) end as on_day
from checked as c
cross join period as p
where c.reason is not null and c.order_id is not null
    and c.reason not in ('this is a row of totals, not a sale', 'this row repeats the header')
    and not starts_with(c.reason, 'a row of the type ')
