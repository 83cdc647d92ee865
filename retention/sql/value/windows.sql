-- one row: the two windows of the revenue bridge; see snapshot/shown_macros.sql
select before_begins, begins, whole from windows_of($as_of, $months)
