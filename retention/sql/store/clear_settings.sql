delete from settings
