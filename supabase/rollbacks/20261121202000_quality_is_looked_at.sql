-- Undoes 20261121202000_quality_is_looked_at.sql. What was kept of looks stays in the audit.

drop function private.note_quality_read(text);
