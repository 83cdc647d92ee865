-- one row per customer with a purchase: scores 1 to 5 by mid-rank quintile (ties share a score),
-- 5 is best; the segments are rules over the scores that cover all 125 combinations once
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

select
    customer_key, r, f, m,
    case
        when r >= 4 and f >= 4 and m >= 4 then 'Champions'
        when r >= 3 and f >= 4 then 'Loyal'
        -- where many bought once, their mid-rank falls into the second fifth: both are "rarely"
        when r = 5 and f <= 2 then 'New'
        when r >= 4 and f = 3 then 'Potential loyalists'
        when r >= 4 then 'Promising'
        when r = 3 and f = 3 then 'Needs attention'
        when r = 3 then 'About to sleep'
        when r <= 2 and f >= 4 and m = 5 then 'Cannot lose'
        when f >= 4 or m >= 4 then 'At risk'
        when r = 2 then 'Hibernating'
        else 'Lost'
    end as segment
from scored
