-- how a cell is cleaned; what is plain enough to be cast without looking closer

-- trimmed, inner blanks collapsed, empty and machine-written nothings as NULL
create or replace temp macro clean(cell) as
    case
        when cell is null or cell in ('', 'NaN', 'nan', 'NULL', 'null', '#N/A') then null
        when regexp_matches(cell, '[\t\r\n\x{A0}\x{202F}\x{FEFF}]|  ')
            then nullif(trim(regexp_replace(cell, '[\s\x{A0}\x{202F}\x{FEFF}]+', ' ', 'g')), '')
        else nullif(trim(cell), '')
    end;

-- the same for a code: a number that passed through a table of floats loses its ".0"
create or replace temp macro clean_code(cell) as
    case when ends_with(trim(cell), '.0') then regexp_replace(clean(cell), '^([0-9]+)\.0$', '\1')
         else clean(cell) end;

-- digits with a dot before anything but three digits: nothing else it could mean
create or replace temp macro is_plain_number(cell) as
    regexp_full_match(cell, '-?[0-9]+(\.[0-9]{1,2}|\.[0-9]{4,15})?');

-- yyyy-mm-dd, alone or with hh:mm:ss
create or replace temp macro is_plain_time(cell) as
    (length(cell) = 10 and cell[5] = '-' and cell[8] = '-')
    or (length(cell) = 19 and cell[5] = '-' and cell[17] = ':');

create or replace temp macro damaged_by_spreadsheet(code) as
    contains(code, 'E+') and regexp_full_match(code, '[0-9]([.,][0-9]+)?E\+[0-9]+');
