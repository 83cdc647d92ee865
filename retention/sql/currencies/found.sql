select min(currency) as currency from sales_lines where superseded_by is null
