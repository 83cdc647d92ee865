-- one row per day on which a second purchase was made: the share of all second purchases that will
-- be seen by then, F(t) / F(last observed t), F by Kaplan-Meier as in build/second_gap.sql
with waits as (
    select
        coalesce(s.gap_days, $as_of - f.day) as days,
        case when s.gap_days is null then 0 else 1 end as came_back
    from purchases as f
    left join purchases as s on s.customer_key = f.customer_key and s.number = 2
    where f.number = 1
),

by_day as (
    select days, sum(came_back) as events, count(*) as leaving from waits group by days
),

at_risk as (
    select days, events,
        sum(leaving) over (order by days desc rows between unbounded preceding and current row)
            as n
    from by_day
),

curve as (
    select days,
        1 - exp(sum(
            case when events < n then ln(1 - events / cast(n as double)) else -1e9 end
        ) over (order by days rows between unbounded preceding and current row)) as share
    from at_risk
    where events > 0
)

select days, share / (select max(share) from curve) as share
from curve
order by days
