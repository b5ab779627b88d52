-- Undoes 20261121167300_quality_of_answers.sql. Which answers were asked for in place of which is lost;
-- the looks that the audit kept stay.

revoke execute on function private.uuidv7_at(timestamptz) from authenticated;
drop function private.note_reading(uuid, uuid);
drop trigger ai_runs_replaced on public.ai_runs;
drop function private.note_replaced();
alter table public.ai_runs drop column replaces_agent_id;
