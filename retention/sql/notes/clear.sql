delete from notes
