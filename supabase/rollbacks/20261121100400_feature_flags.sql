-- Undoes 20261121100400_feature_flags.sql. Flags and their rules are lost; everything is on.

drop trigger messages_flag on public.messages;
drop trigger join_requests_flag on public.join_requests;
drop function private.keep_joining_flag();
drop function private.keep_sandbox_flag();
drop function public.my_flags(uuid);
drop table public.feature_flag_rules;
drop table public.feature_flags;
