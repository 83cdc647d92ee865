-- one row per customer as known on the evening of $cutoff: frequency, recency and age as in
-- purchase_summary.sql, the mean amount of a purchase, the net amount of the 365 days up to $cutoff
-- and that of the 365 days after it (as known by $as_of; empty for a cut-off nearer than that). $one_in
-- as there
with days as (
    select customer_key, purchase_day as day, sum(amount) as amount
    from customer_days
    where known_day <= $cutoff and customer_key % $one_in = 0
    group by customer_key, purchase_day
    having sum(amount) > 0
),

customers as (
    select
        customer_key,
        count(*) - 1 as frequency,
        max(day) - min(day) as recency,
        $cutoff - min(day) as age,
        avg(amount) as mean_amount,
        sum(case when day > $cutoff - 365 then amount else 0 end) as last_year
    from days
    group by customer_key
),

later as (
    select customer_key, sum(amount) as next_year
    from customer_days
    where purchase_day > $cutoff and purchase_day <= $cutoff + 365
    group by customer_key
)

select
    c.customer_key,
    c.frequency,
    c.recency,
    c.age,
    cast(c.mean_amount as double) as mean_amount,
    c.last_year,
    case when $cutoff + 365 <= $as_of then coalesce(l.next_year, 0) end as next_year
from customers as c
left join later as l on l.customer_key = c.customer_key
order by c.customer_key
