-- one row per sign, code or word that stands for a currency, in capitals, and the currency; NULL where
-- it may be several. $signs and $currencies go in pairs
create or replace temp table currency_signs as
select unnest($signs) as sign, unnest($currencies) as currency
