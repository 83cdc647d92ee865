-- one row per customer active on the evening of $cutoff: what she had met. Only rows known by $cutoff
-- are read. NULL: the file cannot say it of this customer, who then stays out of that comparison.
with known as (
    select * from lines_known_on($cutoff)
),

days as (
    select customer_key, purchase_day as day
    from customer_days
    where known_day <= $cutoff
    group by customer_key, purchase_day
    having coalesce(sum(amount) > 0, true)
),

ends as (
    select customer_key, min(day) as first_day, max(day) as last_day
    from days
    group by customer_key
    having max(day) > $cutoff - 2 * $horizon_days
),

sold as (
    select
        l.customer_key, l.line_key, l.day, l.product_key, l.is_product, l.amount, l.category,
        l.store, l.salesperson, e.first_day, e.last_day,
        cast(coalesce(l.unit_price, l.amount / nullif(l.quantity, 0)) as double) as price
    from known as l
    inner join ends as e on e.customer_key = l.customer_key
    where not l.is_return and coalesce(l.amount > 0, true)
),

-- the first and the last purchase, each told by its largest line
telling as (
    select
        customer_key,
        max_by(line_key, {'p': is_product, 'a': amount, 'k': -line_key})
            filter (where day = first_day) as first_line,
        max_by(line_key, {'p': is_product, 'a': amount, 'k': -line_key})
            filter (where day = last_day) as last_line
    from sold
    where day = first_day or day = last_day
    group by customer_key
),

-- a file without any discount does not say that nobody got one
discounts as (
    select max(case when discount > 0 then 1 end) as are_told from known
),

first_order as (
    select
        l.customer_key,
        max(case when l.discount > 0 then 1
            when l.discount is not null and t.are_told = 1 then 0 end) = 1 as discounted,
        max(nullif(l.coupon_code, '')) as coupon
    from known as l
    inner join ends as e on e.customer_key = l.customer_key and e.first_day = l.day
    cross join discounts as t
    where not l.is_return and coalesce(l.amount > 0, true)
    group by l.customer_key
),

-- where and by whom on most days; of two equals the later one
usual_stores as (
    select customer_key, max_by(store, {'n': served, 'd': last_day, 's': store}) as store
    from (
        select customer_key, store, count(distinct day) as served, max(day) as last_day
        from sold
        where store is not null
        group by customer_key, store
    ) as by_store
    group by customer_key
),

usual_salespeople as (
    select
        customer_key,
        max_by(salesperson, {'n': served, 'd': last_day, 's': salesperson}) as salesperson,
        max(served) as served
    from (
        select customer_key, salesperson, count(distinct day) as served, max(day) as last_day
        from sold
        where salesperson is not null
        group by customer_key, salesperson
    ) as by_salesperson
    group by customer_key
),

baskets as (
    select
        customer_key,
        min(category) = max(category) as one_category,
        min(product_key) = max(product_key) as one_product
    from sold
    where is_product
    group by customer_key
),

-- what there was to return: more lines, more returns
chances as (
    select customer_key, count(*) as lines_bought
    from sold
    where is_product
    group by customer_key
),

-- a product that comes back in the first 2H days, its sale not in the file, was sold before the file
-- begins: that customer is older than the file knows, and her returns are not compared. A line of a
-- cancelled order is no return: nothing was had that could come back. Nor is a discount written as a
-- line of its own: only goods are brought back.
begins as (
    select min(day) as first_day from known
),

returned as (
    select
        l.customer_key,
        sum(case when l.is_return then -l.amount else 0 end) as returned_amount,
        sum(case when l.is_return then 0 else l.amount end) as bought_amount,
        max(case when l.is_return and l.amount < 0 then 1 else 0 end) as any_return,
        max(case when l.is_return and l.amount < 0 and k.row_number is null
            and l.day < f.first_day + 2 * $horizon_days then 1 else 0 end) as is_older
    from known as l
    cross join begins as f
    left join return_links as k
        on k.batch = l.batch
        and cast(k.batch as bigint) * 1000000000 + k.row_number = l.line_key
    where l.customer_key is not null and l.is_product
    group by l.customer_key
),

-- a delivery is known to be late once the promised day has passed without it, even if it was made
-- after the cut-off; one that the file never ends may only lack its date, and tells nothing
deliveries as (
    select
        customer_key,
        day,
        max(case when delivered_day > promised_day then 1 else 0 end) as is_late
    from known
    where delivered_day is not null and promised_day < $cutoff
    group by customer_key, day
),

lateness as (
    select
        customer_key,
        count(*) as deliveries,
        max(is_late) as ever_late,
        max(case when day > $cutoff - 2 * $horizon_days then is_late end) as late_2h
    from deliveries
    group by customer_key
),

-- what each customer last paid for a product, by the day and not by the upload, beside what it costs
-- everybody lately
prices_now as (
    select
        product_key,
        median(cast(coalesce(unit_price, amount / nullif(quantity, 0)) as double)) as price
    from known
    where day > $cutoff - $horizon_days
        and is_product and not is_return and amount > 0
    group by product_key
),

prices_paid as (
    select
        customer_key,
        product_key,
        max_by(price, {'d': day, 'k': line_key}) as price,
        sum(amount) as amount
    from sold
    where is_product and price > 0
    group by customer_key, product_key
),

price_changes as (
    select o.customer_key, sum(o.amount * n.price / o.price) / sum(o.amount) - 1 as rise
    from prices_paid as o
    inner join prices_now as n on n.product_key = o.product_key
    group by o.customer_key
)

select
    e.customer_key,
    p.product_name as first_product,
    f.category as first_category,
    f.channel as first_channel,
    f.store as first_store,
    f.salesperson as first_salesperson,
    us.store as usual_store,
    up.salesperson as usual_salesperson,
    l.store as last_store,
    l.salesperson as last_salesperson,
    case when up.served >= 2 then l.salesperson <> up.salesperson end as other_salesperson,
    o.discounted as first_discounted,
    o.coupon as first_coupon,
    case when r.is_older = 1 then null
        else coalesce(r.returned_amount > 0.2 * r.bought_amount, false) end as returned_a_fifth,
    case when r.is_older = 1 then null
        else coalesce(r.any_return = 1, false) end as any_return,
    coalesce(h.lines_bought, 0)::bigint as lines_bought,
    d.ever_late = 1 as ever_late,
    d.late_2h = 1 as late_lately,
    coalesce(d.deliveries, 0)::bigint as deliveries,
    c.rise > 0.05 as price_rise,
    b.one_category,
    b.one_product
from ends as e
inner join telling as t on t.customer_key = e.customer_key
inner join known as f on f.line_key = t.first_line
inner join known as l on l.line_key = t.last_line
inner join first_order as o on o.customer_key = e.customer_key
left join baskets as b on b.customer_key = e.customer_key
left join returned as r on r.customer_key = e.customer_key
left join chances as h on h.customer_key = e.customer_key
left join usual_stores as us on us.customer_key = e.customer_key
left join usual_salespeople as up on up.customer_key = e.customer_key
left join lateness as d on d.customer_key = e.customer_key
left join price_changes as c on c.customer_key = e.customer_key
left join products as p on p.product_key = f.product_key
order by e.customer_key
