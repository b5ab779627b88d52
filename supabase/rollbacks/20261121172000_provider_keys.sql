-- Undoes 20261121172000_provider_keys.sql. The keys that were set are lost; answers are asked with those
-- of the environment.

drop function public.key_to_try(uuid);
drop function public.note_key_used(uuid);
drop function public.step_means(uuid);
drop function public.answer_means(jsonb);
drop function private.keys_for(uuid);
drop table public.provider_keys;
drop function private.sign_provider_key();
