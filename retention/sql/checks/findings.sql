-- one row per invariant that does not hold; none is as it should be
with lines_of_batches as (
    select b.batch, b.accepted, count(s.batch) as held
    from batches as b
    left join sales_lines as s on s.batch = b.batch
    where b.status = 'loaded' and b.kind = 'sales'
    group by b.batch, b.accepted
),

records_of_batches as (
    select b.batch, b.accepted, count(r.batch) as held
    from batches as b
    left join records as r on r.batch = b.batch
    where b.status = 'loaded' and b.kind <> 'sales'
    group by b.batch, b.accepted
),

rejects_of_batches as (
    select b.batch, b.rejected, count(r.batch) as held
    from batches as b
    left join rejects as r on r.batch = b.batch
    where b.status = 'loaded'
    group by b.batch, b.rejected
),

flows as (
    select
        (select count(*) from spells) as started,
        (select count(*) from spells where lapses > (select max(day) from lines)) as still_active,
        (select count(*) from spells where lapses <= (select max(day) from lines)) as ended
)

select 'rows = accepted + duplicates + rejected' as invariant, 'batch ' || batch as place,
    row_count || ' rows, ' || (accepted + duplicates + rejected) || ' accounted for' as found
from batches
where row_count <> accepted + duplicates + rejected
union all
select 'accepted lines are held', 'batch ' || batch,
    accepted || ' accepted, ' || held || ' held'
from lines_of_batches
where accepted <> held
union all
select 'accepted rows of other files are held', 'batch ' || batch,
    accepted || ' accepted, ' || held || ' held'
from records_of_batches
where accepted <> held
union all
select 'an undone upload holds no rows of other files', 'batch ' || b.batch, count(*) || ' rows'
from batches as b
inner join records as r on r.batch = b.batch
where b.status = 'undone'
group by b.batch
union all
select 'a replaced row names the upload that replaced it', 'batch ' || r.batch,
    count(*) || ' rows replaced by batch ' || r.superseded_by
from records as r
left join batches as b on b.batch = r.superseded_by and b.status = 'loaded'
where r.superseded_by is not null and b.batch is null
group by r.batch, r.superseded_by
union all
select 'rejected rows are kept', 'batch ' || batch,
    rejected || ' rejected, ' || held || ' kept'
from rejects_of_batches
where rejected <> held
union all
select 'an undone upload holds no lines', 'batch ' || b.batch, count(*) || ' lines'
from batches as b
inner join sales_lines as s on s.batch = b.batch
where b.status = 'undone'
group by b.batch
union all
select 'every line held is derived', 'lines',
    (select count(*) from sales_lines where superseded_by is null) || ' held, '
    || (select count(*) from lines) || ' derived, '
    || (select coalesce(sum(lines), 0) from waiting_lines) || ' waiting for a rate'
where (select count(*) from sales_lines where superseded_by is null)
    <> (select count(*) from lines) + (select coalesce(sum(lines), 0) from waiting_lines)
union all
select 'a month has one rate', currency || ' in ' || month, count(*) || ' rates'
from rates
group by month, currency, reporting
having count(*) > 1
union all
select 'a replaced line names the upload that replaced it', 'batch ' || s.batch,
    count(*) || ' lines replaced by batch ' || s.superseded_by
from sales_lines as s
left join batches as b on b.batch = s.superseded_by and b.status = 'loaded'
where s.superseded_by is not null and b.batch is null
group by s.batch, s.superseded_by
union all
select 'filters partition the amount', 'purchase_parts',
    (select sum(amount) from purchase_parts) || ' in parts, '
    || (select sum(amount) from lines) || ' in lines'
where (select coalesce(sum(amount), 0) from purchase_parts)
    <> (select coalesce(sum(amount), 0) from lines)
union all
select 'customers with a purchase are in customers_now', 'customers_now',
    (select count(distinct customer_key) from purchases) || ' buyers, '
    || (select count(*) from customers_now) || ' customers'
where (select count(distinct customer_key) from purchases) <> (select count(*) from customers_now)
union all
select 'every customer has one RFM segment', 'rfm',
    (select count(*) from customers_now) || ' customers, ' || (select count(*) from rfm) || ' scored'
where (select count(*) from customers_now) <> (select count(*) from rfm)
union all
select 'every customer has one key', 'customer ' || s.customer, count(k.customer) || ' keys'
from (select distinct customer from sales_lines
      where customer is not null and superseded_by is null) as s
left join customer_keys as k on k.customer = s.customer
group by s.customer
having count(k.customer) <> 1
union all
select 'every key has one number of its own', 'key ' || customer_key,
    sum(case when is_own then 1 else 0 end) || ' own numbers'
from customer_keys
group by customer_key
having sum(case when is_own then 1 else 0 end) <> 1
union all
select 'a number is merged into one person', 'customer ' || customer, count(*) || ' persons'
from merges
group by customer
having count(*) > 1
union all
select 'who was merged is nobody else''s person', 'customer ' || m.customer,
    'merged into ' || m.person
from merges as m
where m.person in (select customer from merges)
union all
select 'spells started = ended + still active', 'spells',
    started || ' started, ' || ended || ' ended, ' || still_active || ' active'
from flows
where started <> ended + still_active
