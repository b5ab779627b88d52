-- Undoes 20261121070300_conversations.sql. All conversations are lost.

drop function public.retry_answer(uuid, uuid);
drop function public.stop_answer(uuid);
drop function public.save_answer(uuid, text, text, text, text);
drop function public.send_message(uuid, uuid, uuid, text, uuid);
drop function private.require_agent(uuid, uuid);
drop function private.end_lost_answer(uuid);
drop function private.answer_job(uuid, boolean);
drop function private.require_person();
drop function private.is_lost(timestamptz);
drop table public.messages;
drop table public.conversations;
