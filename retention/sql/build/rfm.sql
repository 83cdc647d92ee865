-- one row per customer with a purchase: scores 1 to 5 by mid-rank quintile (ties share a score),
-- 5 is best, and the segment that they make
with ranked as (
    select
        customer_key,
        count(*) over () as n,
        rank() over (order by days_since desc) + (count(*) over (partition by days_since) - 1) / 2.0
            as recency_rank,
        rank() over (order by purchases) + (count(*) over (partition by purchases) - 1) / 2.0
            as frequency_rank,
        rank() over (order by amount) + (count(*) over (partition by amount) - 1) / 2.0
            as money_rank
    from customers_now
),

scored as (
    select
        customer_key,
        least(5, cast(floor((recency_rank - 0.5) * 5 / n) as integer) + 1) as r,
        least(5, cast(floor((frequency_rank - 0.5) * 5 / n) as integer) + 1) as f,
        least(5, cast(floor((money_rank - 0.5) * 5 / n) as integer) + 1) as m
    from ranked
)

select s.customer_key, s.r, s.f, s.m, g.segment
from scored as s
inner join segment_rules as g on g.r = s.r and g.f = s.f and g.m = s.m
