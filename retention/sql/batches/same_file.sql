-- the uploads of a source that stand and were made of the same file, the newest last
select batch
from batches
where sha256 = $sha256 and source = $source and batch <> $batch and status = 'loaded'
order by batch
