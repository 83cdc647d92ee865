-- other merges, for one cursor alone: they stand before the stored ones there
create or replace temp table merges as
select unnest($customers::varchar[]) as customer, unnest($persons::varchar[]) as person
