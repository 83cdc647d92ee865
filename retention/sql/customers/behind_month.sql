-- who bought in the month, inside the filters
select distinct customer_key from shown where cast(date_trunc('month', day) as date) = $month
