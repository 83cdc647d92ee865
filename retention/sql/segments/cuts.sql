-- one row per score of recency, frequency and money that occurs: the values it spans and how many
-- customers have it; of the whole base, whatever the filters, as the scores are
with scored as (
    select 1 as place, 'r' as scale, s.r as score, c.days_since as value
    from rfm as s inner join customers_now as c on c.customer_key = s.customer_key
    union all
    select 2, 'f', s.f, c.purchases
    from rfm as s inner join customers_now as c on c.customer_key = s.customer_key
    union all
    select 3, 'm', s.m, c.amount
    from rfm as s inner join customers_now as c on c.customer_key = s.customer_key
)

select
    scale,
    score,
    cast(min(value) as double) as "from",
    cast(max(value) as double) as "to",
    count(*)::bigint as n
from scored
group by place, scale, score
order by place, score
