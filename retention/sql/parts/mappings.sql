-- one row per family of related tables and upload that is held of it, the newest last
select distinct split_part(r.part, ' ', 1) as family, b.mapping, b.batch
from records as r
inner join batches as b on b.batch = r.batch
where r.kind = 'part'
order by family, b.batch
