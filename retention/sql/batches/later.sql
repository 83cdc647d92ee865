-- the later uploads that met what this one brought, or what another of them then did: any of the same
-- source may have replaced, removed or passed over a line that is held otherwise without this one
select l.batch
from batches as b
inner join batches as l
    on l.batch > b.batch and l.kind = b.kind and (l.source = b.source or l.kind <> 'sales')
where b.batch = $batch and l.status = 'loaded'
order by l.batch
