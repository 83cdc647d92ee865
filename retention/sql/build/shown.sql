-- one row per purchase inside the filters, with the amount inside them; number, first day and gap
-- stay those of the whole history
with inside as (
    select customer_key, day, sum(amount) as amount
    from shown_parts
    where customer_key is not null
    group by customer_key, day
)

select p.customer_key, p.number, p.day, coalesce(i.amount, 0) as amount, p.first_day, p.gap_days
from purchases as p
inner join inside as i on i.customer_key = p.customer_key and i.day = p.day
where coalesce(i.amount > 0, true)
