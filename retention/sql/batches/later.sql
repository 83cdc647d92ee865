-- the later uploads that could hold again what this one brought
select l.batch
from batches as b
inner join batches as l
    on l.batch > b.batch and l.kind = b.kind and (l.source = b.source or l.kind <> 'sales')
where b.batch = $batch
    and l.status = 'loaded'
    and (l.first_date is null or (l.first_date <= b.last_date and l.last_date >= b.first_date)
         or l.duplicates > 0 or l.updated > 0)
order by l.batch
