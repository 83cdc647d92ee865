-- one row per committed change, in their order
select changed_at, who, what from changes order by data_version
