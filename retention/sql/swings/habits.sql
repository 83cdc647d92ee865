-- one row per customer not lapsed and habit: the logarithms of the newest three purchases beside those
-- of at least five before them. Habits: order size (net amount), frequency (one over the days since the
-- purchase before), assortment (different products of the day)
with named as (
    select l.customer_key, l.purchase_day as day, count(distinct l.product_key) as products
    from lines as l
    where l.customer_key is not null and l.is_product and not l.is_return
    group by l.customer_key, l.purchase_day
),

told as (
    select customer_key, number, 'order size' as what, ln(cast(amount as double)) as value
    from purchases
    where amount > 0
    union all
    select customer_key, number, 'frequency', -ln(cast(gap_days as double))
    from purchases
    where gap_days > 0
    union all
    select p.customer_key, p.number, 'assortment', ln(cast(n.products as double))
    from purchases as p
    inner join named as n on n.customer_key = p.customer_key and n.day = p.day
    where n.products > 0
),

placed as (
    select t.*, c.customer, c.purchases - t.number < 3 as is_now
    from told as t
    inner join customers_now as c on c.customer_key = t.customer_key
    where c.days_since < 2 * $horizon_days
),

habits as (
    select
        customer_key,
        customer,
        what,
        sum(case when is_now then 1 else 0 end) as n_now,
        sum(case when is_now then 0 else 1 end) as n_before,
        avg(case when is_now then value end) as mean_now,
        avg(case when is_now then null else value end) as mean_before,
        var_samp(case when is_now then null else value end) as variance_before
    from placed
    group by customer_key, customer, what
),

recent as (
    select customer_key, sum(coalesce(amount, 0)) as amount
    from customer_days
    where purchase_day > $as_of - 365
    group by customer_key
)

select
    h.customer_key,
    h.customer,
    h.what,
    h.n_before::bigint as n_before,
    h.mean_now,
    h.mean_before,
    h.variance_before,
    cast(coalesce(r.amount, 0) as double) as amount,
    h.customer_key in (select customer_key from shown) as is_shown
from habits as h
left join recent as r on r.customer_key = h.customer_key
where h.n_now = 3 and h.n_before >= 5
order by h.what, h.customer_key
