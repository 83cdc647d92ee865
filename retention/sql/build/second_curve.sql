-- one row per day on which a second purchase was made: the share of all second purchases that will
-- be seen by then, F(t) / F(last observed t), F the Kaplan-Meier curve with one-time buyers censored
with first_gaps as (
    select
        f.customer_key,
        coalesce(s.gap_days, $as_of - f.day) as days,
        case when s.gap_days is null then 0 else 1 end as came_back
    from purchases as f
    left join purchases as s on s.customer_key = f.customer_key and s.number = 2
    where f.number = 1
),

by_day as (
    select days, sum(came_back) as events, count(*) as leaving
    from first_gaps
    group by days
),

at_risk as (
    select days, events,
        sum(leaving) over (order by days desc rows between unbounded preceding and current row)
            as n
    from by_day
),

curve as (
    select days, events,
        1 - exp(sum(case when events < n then ln(1 - events / cast(n as double))
                         else -1e9 end)
            over (order by days rows between unbounded preceding and current row)) as share
    from at_risk
)

select days, share / nullif((select max(share) from curve), 0) as share
from curve
where events > 0
