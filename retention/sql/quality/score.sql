-- one row per part of the quality score that is counted in rows or lines: how many are good, of how
-- many. An amount is plausible if it is there and below 80 times the usual of its product
with usual as (
    select product_key, median(abs(amount)) as amount
    from lines
    where amount <> 0 and product_key is not null
    group by product_key
    having count(*) >= 5
),

counted as (
    select
        count(*) as all_lines,
        count(l.customer_key) as with_customer,
        count(l.product_key) as with_product,
        coalesce(sum(case when l.amount is null or abs(l.amount) >= 80 * u.amount then 0 else 1 end),
            0) as plausible
    from lines as l
    left join usual as u on u.product_key = l.product_key
),

files as (
    select coalesce(sum(row_count - rejected), 0) as readable, coalesce(sum(row_count), 0) as rows
    from batches
    where status = 'loaded' and kind = 'sales' and first_date <= (select max(day) from lines)
)

select 'rows_read' as part, cast(readable as bigint) as good, cast(rows as bigint) as of_all
from files
union all
select 'customers_known', with_customer, all_lines from counted
union all
select 'amounts_plausible', cast(plausible as bigint), all_lines from counted
union all
select 'products_named', with_product, all_lines from counted
