-- one row: returning customers with a purchase inside the filters who are silent beyond their own
-- rhythm (P80: overdue, P95: silent) now and on $before_day, by their gap as known now; spent_2h is
-- the net amount of their last 2H days
with then_last as (
    select customer_key, max(day) as last_day, count(*) as purchases
    from purchases
    where day <= $before_day
    group by customer_key
),

silences as (
    select
        c.amount_2h,
        c.status in ('late', 'broken') as is_overdue,
        c.status = 'broken' as is_silent,
        c.last_day < $before_day
            and ($before_day - c.last_day) >= c.gap_days * exp(0.8416212335729143 * c.gap_spread)
            as was_overdue,
        t.purchases > 1
            and $before_day - t.last_day < 2 * $horizon_days
            and $before_day - t.last_day >= c.gap_days * exp(1.6448536269514722 * c.gap_spread)
            as was_silent
    from customers_now as c
    left join then_last as t on t.customer_key = c.customer_key
    where c.purchases > 1 and c.customer_key in (select customer_key from shown)
)

select
    coalesce(sum(case when is_overdue and not was_overdue then 1 else 0 end), 0)::bigint
        as newly_overdue,
    coalesce(sum(case when is_overdue and not was_overdue then amount_2h else 0 end), 0)
        as newly_overdue_2h,
    coalesce(sum(case when was_silent then 1 else 0 end), 0)::bigint as silent_before,
    coalesce(sum(case when is_silent then 1 else 0 end), 0)::bigint as silent_after,
    coalesce(sum(case when is_silent then amount_2h else 0 end), 0) as silent_2h
from silences
