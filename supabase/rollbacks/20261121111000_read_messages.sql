-- Undoes 20261121111000_read_messages.sql.

drop function public.read_messages(uuid, uuid, integer);

alter function private.answer_job(uuid, boolean) reset plan_cache_mode;
alter function private.end_lost_answer(uuid) reset plan_cache_mode;
alter function public.send_message(uuid, uuid, uuid, text, uuid) reset plan_cache_mode;
alter function public.save_answer(uuid, text, text, text, text) reset plan_cache_mode;
alter function public.stop_answer(uuid) reset plan_cache_mode;
alter function public.retry_answer(uuid, uuid) reset plan_cache_mode;

drop function public.answer_status(uuid);
