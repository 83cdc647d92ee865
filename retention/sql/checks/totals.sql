-- one row: what the database holds, for comparing it with a copy
select
    (select count(*) from batches) as uploads,
    (select count(*) from batches where status = 'undone') as undone,
    (select count(*) from sales_lines) as lines_ever,
    (select count(*) from lines) as lines,
    (select cast(coalesce(sum(amount), 0) as varchar) from lines) as amount,
    (select count(*) from rejects) as rejects,
    (select count(*) from purchases) as purchases,
    (select count(*) from customers_now) as customers,
    (select cast(max(day) as varchar) from lines) as as_of
