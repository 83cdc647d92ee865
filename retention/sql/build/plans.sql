-- one row per month, salesperson and measure: the value planned last
with placed as (
    select month, salesperson, measure, value,
        row_number() over (
            partition by month, salesperson, measure order by batch desc, row_number desc
        ) as place
    from records
    where kind = 'plans' and superseded_by is null
)

select month, salesperson, measure, value from placed where place = 1
