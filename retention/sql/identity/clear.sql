delete from merges
