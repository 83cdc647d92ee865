-- one row: what became of the file's readable lines
select
    (select count(*) from incoming) as readable,
    count(*) as accepted,
    coalesce(sum(case when is_update then 1 else 0 end), 0)::bigint as updated,
    coalesce(sum(case when customer is null then 1 else 0 end), 0)::bigint as anonymous_rows,
    count(distinct coalesce(order_id, customer) || '|' || cast(on_day as text)) as orders,
    count(distinct customer) as customers,
    min(on_day) as first_date,
    max(on_day) as last_date,
    sum(amount) as amount
from taken
