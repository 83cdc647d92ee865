-- one row per customer with a purchase: totals, own rhythm and status on the day as_of
with totals as (
    select customer_key, count(*) as purchases, min(day) as first_day, max(day) as last_day,
        count(gap_days) as gaps, coalesce(sum(ln(gap_days)), 0) as sum_ln_gap
    from purchases
    group by customer_key
),

last_gaps as (
    select p.customer_key, p.gap_days as last_gap_days
    from purchases as p
    inner join totals as t on t.customer_key = p.customer_key and t.purchases = p.number
),

money as (
    select
        customer_key,
        coalesce(sum(amount), 0) as amount,
        sum(case when purchase_day > $as_of - 2 * $horizon_days then coalesce(amount, 0) else 0 end)
            as amount_2h
    from customer_days
    group by customer_key
),

lines_of as (
    select
        customer_key,
        -- goods alone: a discount written as a line of its own is nothing brought back
        sum(case when is_product and is_return then -amount else 0 end) as returned_amount,
        sum(case when is_product and not is_return then amount else 0 end) as bought_amount,
        -- deliveries made by as_of and promised for a day; one still on its way is neither
        count(distinct case when delivered_day <= $as_of and delivered_day > promised_day
            then day end) as late_orders,
        count(distinct case when delivered_day <= $as_of and promised_day is not null
            then day end) as delivered_orders,
        count(distinct case when is_product then product_key end) as products
    from lines
    where customer_key is not null
    group by customer_key
),

-- the source texts' own rule: four or more purchases in the thirty days up to the last one
weekly as (
    select p.customer_key, count(*) as purchases_30d
    from purchases as p
    inner join totals as t on t.customer_key = p.customer_key
    where p.day > t.last_day - 30
    group by p.customer_key
),

paced as (
    select
        t.*,
        $as_of - t.last_day as days_since,
        exp((t.sum_ln_gap + b.k * b.mu) / (t.gaps + b.k)) as gap_days,
        sqrt(b.within_var * (1 + 1 / (t.gaps + b.k))) as gap_spread,
        exp(b.mu) as base_gap_days
    from totals as t
    cross join gap_base as b
),

placed as (
    select
        p.*,
        p.days_since / p.gap_days as overdue_ratio,
        -- how far into the customer's own lognormal of gaps the silence is, in standard deviations
        case when p.days_since > 0 then ln(p.days_since / p.gap_days) / p.gap_spread
             else -99 end as z,
        s.p50, s.p80, s.p95
    from paced as p
    cross join second_gap as s
),

rhythms as (
    select
        *,
        case
            when gaps = 0 and p50 is not null then
                case when days_since < p50 then 'on time'
                     when days_since < p80 then 'due'
                     when days_since < p95 then 'late'
                     else 'broken' end
            when z < 0 then 'on time'                       -- P50 of the normal curve
            when z < 0.8416212335729143 then 'due'          -- P80
            when z < 1.6448536269514722 then 'late'         -- P95
            else 'broken'
        end as rhythm
    from placed
)

select
    r.customer_key,
    w.customer,
    w.name,
    w.email,
    w.phone,
    w.city,
    w.country,
    cast(r.purchases as integer) as purchases,
    m.amount,
    r.first_day,
    r.last_day,
    r.days_since,
    r.gap_days,
    r.gap_spread,
    r.overdue_ratio,
    r.rhythm,
    case
        when r.days_since >= 2 * $horizon_days then 'lapsed'
        when g.last_gap_days >= 2 * $horizon_days and r.days_since < r.gap_days then 'reactivated'
        when $as_of - r.first_day < r.base_gap_days then 'new'
        else r.rhythm
    end as status,
    wk.purchases_30d >= 4 and r.days_since >= 7 as weekly_silent,
    f.first_product,
    f.first_category,
    f.first_channel,
    f.first_store,
    f.first_salesperson,
    f.first_discounted,
    f.first_coupon,
    f.last_channel,
    f.last_store,
    f.last_salesperson,
    m.amount_2h,
    l.returned_amount,
    l.bought_amount,
    cast(l.late_orders as integer) as late_orders,
    cast(l.delivered_orders as integer) as delivered_orders,
    cast(l.products as integer) as products
from rhythms as r
inner join people as w on w.customer_key = r.customer_key
inner join first_touch as f on f.customer_key = r.customer_key
inner join money as m on m.customer_key = r.customer_key
inner join lines_of as l on l.customer_key = r.customer_key
inner join last_gaps as g on g.customer_key = r.customer_key
inner join weekly as wk on wk.customer_key = r.customer_key
order by r.customer_key
