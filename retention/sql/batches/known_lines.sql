-- one row per line of the file that was found among those held; filled by known_pass.sql
create or replace temp table known_lines (row_number bigint, held_line bigint)
