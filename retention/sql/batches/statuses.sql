select batch, status from batches order by batch
