-- one row: the net amount, inside the filters, of the $share of customers with the largest ones;
-- who brought back more than they bought is left out
with spent as (
    select customer_key, sum(amount) as amount
    from shown_parts
    where customer_key is not null and ($since::date is null or day >= $since::date)
    group by customer_key
    having sum(amount) >= 0
),

ranked as (
    select
        amount,
        row_number() over (order by amount desc, customer_key) as place,
        count(*) over () as all_customers,
        sum(amount) over () as all_amount
    from spent
)

select
    sum(case when place <= floor(all_customers * $share + 0.5) then 1 else 0 end)::bigint
        as customers,
    count(*)::bigint as all_customers,
    sum(case when place <= floor(all_customers * $share + 0.5) then amount else 0 end) as amount,
    sum(amount) as all_amount,
    sum((amount / nullif(all_amount, 0)) * (amount / nullif(all_amount, 0))) as hhi
from ranked
