delete from sales_lines;
delete from rejects;
delete from batches;
delete from records;
