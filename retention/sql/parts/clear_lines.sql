-- the sales that related tables made before
delete from sales_lines
where source = $family and batch in (select batch from batches where kind = 'part')
