-- the earlier uploads of a source that stand and have rejected all these rows of a file with these
-- columns: several, where the same file came twice
select r.batch
from rejects as r
inner join batches as b on b.batch = r.batch
where b.status = 'loaded' and b.kind = 'sales' and b.source = $source and b.batch < $batch
    and $columns[1:len(b.columns)] = b.columns
    and list_contains($row_numbers::bigint[], r.row_number)
group by r.batch
having count(distinct r.row_number) = len($row_numbers::bigint[])
order by r.batch
