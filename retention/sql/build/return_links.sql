-- no return is linked yet; each pass of return_pass.sql adds to this table
select
    cast(0 as integer) as batch,
    cast(0 as bigint) as row_number,
    cast(0 as integer) as sale_batch,
    cast(0 as bigint) as sale_row,
    cast(null as timestamp) as sold_at,
    cast(0 as decimal(18, 4)) as amount
where 1 = 0
