select coalesce(max(batch), 0) + 1 as batch from batches
