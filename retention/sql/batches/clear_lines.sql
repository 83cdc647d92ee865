delete from sales_lines where batch = $batch
