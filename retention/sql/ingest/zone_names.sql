-- zones by their letters, minutes ahead of UTC; letters that several countries use for different
-- zones, such as IST, are left out
create or replace temp table zone_names as
select minutes, unnest(names) as name
from (
    values
    (0, ['Z', 'UTC', 'GMT', 'UT', 'WET']),
    (60, ['CET', 'MEZ', 'WEST', 'BST']),
    (120, ['CEST', 'MESZ', 'EET', 'SAST']),
    (180, ['EEST', 'MSK']),
    (540, ['JST']),
    (600, ['AEST']),
    (660, ['AEDT']),
    (720, ['NZST']),
    (780, ['NZDT']),
    (-240, ['EDT']),
    (-300, ['EST', 'CDT']),
    (-360, ['CST', 'MDT']),
    (-420, ['MST', 'PDT']),
    (-480, ['PST'])
) as zones (minutes, names)
