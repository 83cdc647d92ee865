-- returning customers, not lapsed, who crossed the P80 of their own rhythm after $since_day: late
-- or broken now and not yet on that day
select customer_key
from customers_now
where status in ('late', 'broken')
    and purchases > 1
    and not (
        last_day < $since_day
        and ($since_day - last_day) >= gap_days * exp(0.8416212335729143 * gap_spread)
    )
