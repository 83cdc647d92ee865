select distinct source from batches where status = 'loaded' order by source
