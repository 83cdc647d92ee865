-- the $customers customers with the largest net amount inside the filters, as in concentration/pareto.sql
with spent as (
    select customer_key, sum(amount) as amount
    from shown_parts
    where customer_key is not null and ($since::date is null or day >= $since::date)
    group by customer_key
)

select customer_key
from spent
order by amount desc, customer_key
limit $customers
