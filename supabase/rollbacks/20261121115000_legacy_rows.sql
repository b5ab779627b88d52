-- Undoes 20261121115000_legacy_rows.sql. What was imported stays; that it was imported is forgotten,
-- so that it can't be taken back any more, and importing again would double it.

drop function private.uuidv7_of(timestamptz);
drop table private.legacy_rows;
