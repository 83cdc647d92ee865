-- the sales that the related tables make, each under the upload and row of its item
insert into sales_lines by name
select * exclude (reason, row_number),
    cast(row_number // 1000000000 as integer) as batch,
    row_number % 1000000000 as row_number,
    $family as source
from checked
where reason is null
