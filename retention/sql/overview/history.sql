-- one row per complete month: purchases and money inside the filters, anonymous sales included in
-- the money; and the regulars ($regular_from purchases or more by then) among the customers active
-- at its end, whose first purchase was inside the filters
with months as (
    select cast(unnest(generate_series(
        date_trunc('month', cast(min(day) as timestamp)),
        date_trunc('month', cast($as_of + 1 as timestamp)) - interval 1 month,
        interval 1 month
    )) as date) as month
    from shown_parts
),

money as (
    select
        cast(date_trunc('month', day) as date) as month,
        sum(amount) as amount,
        sum(case when customer_key is null then 0 else amount end) as amount_customers,
        sum(case when customer_key is null then amount else 0 end) as amount_anonymous
    from shown_parts
    group by date_trunc('month', day)
),

bought as (
    select
        cast(date_trunc('month', day) as date) as month,
        count(distinct customer_key) as customers,
        count(*) as purchases
    from shown
    group by date_trunc('month', day)
),

-- within each spell, from the day on which the customer is a regular
regular_spells as (
    select greatest(s.started, p.day) as since, s.lapses
    from spells as s
    inner join shown as f on f.customer_key = s.customer_key and f.number = 1
    inner join purchases as p
        on p.customer_key = s.customer_key and p.number = $regular_from and p.day < s.lapses
),

turns as (
    select cast(date_trunc('month', since) as date) as month, 1 as step from regular_spells
    union all
    select cast(date_trunc('month', lapses) as date), -1 from regular_spells
),

changes as (
    select month, sum(step) as change from turns group by month
)

select
    m.month,
    coalesce(b.customers, 0)::bigint as customers,
    coalesce(b.purchases, 0)::bigint as purchases,
    coalesce(w.amount, 0) as amount,
    coalesce(w.amount_customers, 0) as amount_customers,
    coalesce(w.amount_anonymous, 0) as amount_anonymous,
    (sum(coalesce(c.change, 0)) over (
        order by m.month rows between unbounded preceding and current row
    ))::bigint as regulars
from months as m
left join money as w on w.month = m.month
left join bought as b on b.month = m.month
left join changes as c on c.month = m.month
order by m.month
