-- Undoes 20261121070100_people_and_communities.sql. Profiles, communities and memberships are lost;
-- the accounts in auth.users stay.

-- `cascade` takes the triggers on auth.users along: only the table's owner may drop those by name.
drop function private.create_profile() cascade;
drop function private.admit_pending_member() cascade;

drop function public.grant_platform_admin(text);
drop function public.suspend_person(uuid, boolean);
drop function public.decide_join_request(uuid, uuid, boolean);
drop function public.remove_member(uuid, uuid);
drop function public.add_member(uuid, text, text);
drop function private.find_confirmed_person(text);
drop function private.name_from_account(jsonb, text);
drop function private.lock_email(text);
drop function private.enter(jsonb);

-- The policies go before what they ask and what they read.
drop policy "People see themselves, coaches their people" on public.profiles;
drop policy "People ask to join an open community that they are not in" on public.join_requests;

drop table public.platform_admins;
drop table public.join_requests;
drop table public.pending_members;
drop policy "Definer functions suspend people for super admins" on public.profiles;
drop table public.memberships;
drop table public.communities;
drop table public.profiles;
drop function private.is_email(text);

drop function private.require_coach(uuid);
drop function private.is_platform_admin();
drop function private.my_admin_communities();
drop function private.my_communities();
