-- one row per side of the filters (1: first purchase inside, 0: the rest) and block: how many
-- customers bought in the last 365 days, how often and for how much, net of all they brought back,
-- wherever it was. Blocks: snapshot/shown_macros.sql
with inside as (
    select customer_key from shown where number = 1
),

bought as (
    select customer_key, count(*) as purchases
    from purchases
    where day > $as_of - 365
    group by customer_key
),

spent as (
    select customer_key, sum(amount) as amount
    from customer_days
    where purchase_day > $as_of - 365
    group by customer_key
)

select
    case when i.customer_key is null then 0 else 1 end as inside,
    b.customer_key % 200 as block,
    count(*)::bigint as customers,
    sum(b.purchases)::bigint as purchases,
    sum(s.amount) as amount
from bought as b
left join inside as i on i.customer_key = b.customer_key
left join spent as s on s.customer_key = b.customer_key
group by case when i.customer_key is null then 0 else 1 end, b.customer_key % 200
order by inside, block
