-- one row per month of a customer's own, a twelfth of a year each from the first purchase on, as known
-- on the evening of $cutoff: for how many customers it is over, and what these spent in it
with days as (
    select customer_key, purchase_day as day, sum(amount) as amount
    from customer_days
    where known_day <= $cutoff
    group by customer_key, purchase_day
    having sum(amount) > 0
),

members as (
    select customer_key, min(day) as first_day, months_seen(min(day), $cutoff) as months
    from days
    group by customer_key
),

spent as (
    select
        cast(floor((d.day - m.first_day) * 12 / 365.0) as integer) as month,
        sum(d.amount) as amount
    from days as d
    inner join members as m on m.customer_key = d.customer_key
    where cast(floor((d.day - m.first_day) * 12 / 365.0) as integer) < m.months
    group by cast(floor((d.day - m.first_day) * 12 / 365.0) as integer)
),

months as (
    select cast(unnest(range(0, (select max(months) from members))) as integer) as month
),

ages as (
    select months, count(*) as customers from members group by months
)

select
    k.month,
    sum(a.customers)::bigint as customers,
    coalesce(max(s.amount), 0) as amount
from months as k
inner join ages as a on a.months > k.month
left join spent as s on s.month = k.month
group by k.month
order by k.month
