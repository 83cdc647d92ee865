delete from own_segments
