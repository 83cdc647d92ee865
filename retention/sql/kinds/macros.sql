-- a consent as written: yes, no, or unknown where the cell is empty or says neither
create or replace temp macro yes_or_no(cell, yes, no) as
    case
        when list_contains(yes, lower(trim(cell))) then 'yes'
        when list_contains(no, lower(trim(cell))) then 'no'
        else 'unknown'
    end
