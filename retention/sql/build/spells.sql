-- one row per spell of activity: from a purchase until 2H days after the last one before a longer
-- silence; a customer is active on [started, lapses)
with starts as (
    select *,
        case when gap_days is null or gap_days >= 2 * $horizon_days then 1 else 0 end as begins
    from purchases
),

grouped as (
    select *,
        sum(begins) over (
            partition by customer_key order by number
            rows between unbounded preceding and current row
        ) as spell
    from starts
)

select
    customer_key,
    cast(spell as integer) as spell,
    min(day) as started,
    max(day) as last_day,
    max(day) + 2 * $horizon_days as lapses
from grouped
group by customer_key, spell
