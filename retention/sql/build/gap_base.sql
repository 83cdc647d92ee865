-- one row: the base's gaps on the log scale; mu and the two variances of the one-way layout, and
-- k = within / between (3 where too few gaps tell)
with gaps as (
    select customer_key, ln(gap_days) as ln_gap from purchases where gap_days is not null
),

per_customer as (
    select customer_key, count(*) as n, avg(ln_gap) as mean_ln, sum(ln_gap) as sum_ln,
        sum(ln_gap * ln_gap) as sum_squares
    from gaps
    group by customer_key
),

sums as (
    select
        count(*) as groups,
        sum(n) as total,
        sum(sum_ln) as sum_ln,
        sum(sum_squares) as sum_squares,
        sum(sum_squares - n * mean_ln * mean_ln) as within_ss,
        sum(n * mean_ln * mean_ln) as between_raw,
        sum(n * n) as sum_n2
    from per_customer
),

variances as (
    select
        sum_ln / nullif(total, 0) as mu,
        sum_squares / nullif(total, 0) - (sum_ln / nullif(total, 0)) * (sum_ln / nullif(total, 0))
            as total_var,
        within_ss / nullif(total - groups, 0) as within_var,
        ((between_raw - sum_ln * sum_ln / nullif(total, 0)) / nullif(groups - 1, 0)
            - within_ss / nullif(total - groups, 0))
            / nullif((total - sum_n2 / nullif(total, 0)) / nullif(groups - 1, 0), 0)
            as between_var
    from sums
)

select
    coalesce(mu, ln(30)) as mu,
    greatest(coalesce(within_var, total_var, 0.5), 0.01) as within_var,
    case when within_var > 0 and between_var > 0
        then least(greatest(within_var / between_var, 0.1), 50) else 3 end as k
from variances
