-- how a staged cell is read; what is plain enough to be cast without looking closer

-- empty and machine-written nothings as NULL. Blanks were seen to when the cell was staged. (No IN
-- list here: it would become a join for every column.)
create or replace temp macro clean(cell) as
    case when strlen(cell) <= 4 and regexp_full_match(cell, '|NaN|nan|NULL|null|#N/A') then null
         else cell end;

-- the same for a code: a number that passed through a table of floats loses its ".0"
create or replace temp macro clean_code(cell) as
    case when contains(cell, '.0') then regexp_replace(clean(cell), '^([0-9]+)\.0$', '\1')
         else clean(cell) end;

-- digits with a dot before anything but three digits: nothing else it could mean
create or replace temp macro is_plain_number(cell) as
    regexp_full_match(cell, '-?[0-9]+(\.[0-9]{1,2}|\.[0-9]{4,15})?');

-- yyyy-mm-dd, alone or with hh:mm:ss
create or replace temp macro is_plain_time(cell) as
    (length(cell) = 10 and cell[5] = '-' and cell[8] = '-')
    or (length(cell) = 19 and cell[5] = '-' and cell[17] = ':');

create or replace temp macro damaged_by_spreadsheet(code) as
    case when contains(code, 'E+') then regexp_full_match(code, '[0-9]([.,][0-9]+)?E\+[0-9]+')
         else false end;
