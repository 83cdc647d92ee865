-- one row per cell of recency and frequency, empty cells included
with scores as (
    select unnest([1, 2, 3, 4, 5]) as score
),

spent as (
    select customer_key, sum(amount) as amount from shown_parts group by customer_key
),

cells as (
    select s.r, s.f, count(*) as customers, sum(m.amount) as amount
    from rfm as s
    inner join spent as m on m.customer_key = s.customer_key
    where s.customer_key in (select customer_key from shown)
    group by s.r, s.f
)

select
    r.score as r,
    f.score as f,
    coalesce(c.customers, 0)::bigint as customers,
    coalesce(c.amount, 0) as amount
from scores as r
cross join scores as f
left join cells as c on c.r = r.score and c.f = f.score
order by r.score, f.score
