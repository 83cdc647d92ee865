-- one row per side of the filters (1: first purchase inside, 0: the rest) and block: how many
-- customers bought in the last 365 days, how often and for how much net, wherever it was. Blocks:
-- snapshot/shown_macros.sql
with inside as (
    select customer_key from shown where number = 1
)

select
    case when i.customer_key is null then 0 else 1 end as inside,
    p.customer_key % 200 as block,
    count(distinct p.customer_key)::bigint as customers,
    count(*)::bigint as purchases,
    sum(p.amount) as amount
from purchases as p
left join inside as i on i.customer_key = p.customer_key
where p.day > $as_of - 365
group by case when i.customer_key is null then 0 else 1 end, p.customer_key % 200
order by inside, block
