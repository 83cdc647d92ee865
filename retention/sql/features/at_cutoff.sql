-- one row per customer active on the evening of $cutoff: what was known of her by then, and
-- whether she bought in the horizon after it (churned: she did not; NULL while it is not over)
--
-- Rows known by the close of $cutoff make the features; purchases on the days after it, up to
-- $cutoff + $horizon_days, as known at the end of that day, make the label. No row does both.
-- $one_in keeps one customer in so many (1: everybody), the same ones at every cut-off.
with days as (
    select customer_key, purchase_day as day,
        -- visits without amounts are alike, and the logarithm of a mean needs one above zero
        coalesce(sum(amount), 1) as amount
    from customer_days
    where known_day <= $cutoff and customer_key % $one_in = 0
    group by customer_key, purchase_day
    having coalesce(sum(amount) > 0, true)
),

purchases_then as (
    select
        customer_key,
        day,
        amount,
        ln(day - lag(day) over (partition by customer_key order by day)) as ln_gap
    from days
),

totals as (
    select
        customer_key,
        count(*) as orders,
        min(day) as first_day,
        max(day) as last_day,
        count(ln_gap) as gaps,
        coalesce(sum(ln_gap), 0) as sum_ln,
        coalesce(sum(ln_gap * ln_gap), 0) as sum_squares,
        sum(case when day > $cutoff - $horizon_days then 1 else 0 end) as orders_h,
        sum(case when day <= $cutoff - $horizon_days and day > $cutoff - 2 * $horizon_days
            then 1 else 0 end) as orders_before_h,
        cast(avg(amount) as double) as mean_amount,
        cast(max_by(amount, day) as double) as last_amount
    from purchases_then
    group by customer_key
),

-- the base's gaps on the log scale: a one-way layout with the customers as groups
sums as (
    select
        count(*) as customers,
        sum(gaps) as total,
        sum(sum_ln) as sum_ln,
        sum(sum_squares) as sum_squares,
        sum(sum_squares - sum_ln * sum_ln / gaps) as within_ss,
        sum(sum_ln * sum_ln / gaps) as between_raw,
        sum(gaps * gaps) as sum_gaps2
    from totals
    where gaps > 0
),

variances as (
    select
        sum_ln / nullif(total, 0) as mu,
        sum_squares / nullif(total, 0) - power(sum_ln / nullif(total, 0), 2) as total_var,
        within_ss / nullif(total - customers, 0) as within_var,
        ((between_raw - sum_ln * sum_ln / nullif(total, 0)) / nullif(customers - 1, 0)
            - within_ss / nullif(total - customers, 0))
            / nullif((total - sum_gaps2 / nullif(total, 0)) / nullif(customers - 1, 0), 0)
            as between_var
    from sums
),

base as (
    select
        coalesce(mu, ln(30)) as mu,
        greatest(coalesce(within_var, total_var, 0.5), 0.01) as within_var,
        case when within_var > 0 and between_var > 0
            then least(greatest(within_var / between_var, 0.1), 50) else 3 end as k
    from variances
),

paced as (
    select
        t.*,
        exp((t.sum_ln + b.k * b.mu) / (t.gaps + b.k)) as gap_days,
        sqrt((greatest(t.sum_squares - t.sum_ln * t.sum_ln / nullif(t.gaps, 0), 0)
            + b.k * b.within_var) / (t.gaps - 1 + b.k)) as own_spread,
        sqrt(b.within_var) as base_spread
    from totals as t
    cross join base as b
    where t.last_day > $cutoff - 2 * $horizon_days
),

recent_money as (
    select customer_key, cast(sum(amount) as double) as amount_2h
    from customer_days
    where known_day <= $cutoff and purchase_day > $cutoff - 2 * $horizon_days
    group by customer_key
),

bought_after as (
    select distinct customer_key
    from (
        select customer_key
        from customer_days
        where purchase_day > $cutoff
            and purchase_day <= $cutoff + $horizon_days
            and known_day <= $cutoff + $horizon_days
        group by customer_key, purchase_day
        having coalesce(sum(amount) > 0, true)
    ) as after
)

select
    p.customer_key,
    p.orders,
    $cutoff - p.last_day as days_since,
    $cutoff - p.first_day as tenure_days,
    p.gap_days,
    ($cutoff - p.last_day) / p.gap_days as overdue_ratio,
    case when p.gaps >= 2 then p.own_spread else p.base_spread end as gap_spread,
    cast(p.orders_h as bigint) as orders_h,
    cast(p.orders_before_h as bigint) as orders_before_h,
    p.mean_amount,
    p.last_amount / p.mean_amount as last_ratio,
    p.orders - 1 as frequency,
    p.last_day - p.first_day as recency,
    m.amount_2h / 2 as value,
    case when $cutoff + $horizon_days <= $as_of then b.customer_key is null end as churned
from paced as p
inner join recent_money as m on m.customer_key = p.customer_key
left join bought_after as b on b.customer_key = p.customer_key
order by p.customer_key
