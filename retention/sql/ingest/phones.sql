-- one row per spelling of a phone number, filled with its normal form
create or replace temp table phones (cell varchar, phone varchar)
