-- one row: orders without items and without an amount of their own, and rows that could be sales
select
    count(case when r.part = $family || ' orders' and coalesce(r.amount, r.order_amount) is null
        and i.order_key is null then 1 end)::bigint as orders,
    (select count(*) from staged_parts)::bigint as sales
from records as r
left join (
    select distinct order_key from records
    where kind = 'part' and superseded_by is null and part = $family || ' items'
) as i on i.order_key = r.order_key
where r.kind = 'part' and r.superseded_by is null
