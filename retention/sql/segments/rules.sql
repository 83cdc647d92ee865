-- one row per combination of scores: the segment it is
select r, f, m, segment from segment_rules
