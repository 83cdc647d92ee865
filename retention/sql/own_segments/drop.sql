delete from own_segments where name = $name
