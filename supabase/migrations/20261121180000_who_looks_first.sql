-- Members are told before they write who looks at a message before it is answered: a coach, a service.

create function public.who_looks_first(p_community uuid)
returns text[]
language plpgsql
stable
security definer
set search_path = ''
set plan_cache_mode = force_generic_plan
as $$
begin
  return coalesce((
    select array_remove(array[
      case when moderation_rules.review then 'coach' end,
      case when moderation_rules.provider then 'service' end
    ], null)
    from public.moderation_rules
    where moderation_rules.community_id = p_community
      and p_community = any (private.my_communities())
  ), '{}');
end;
$$;
comment on function public.who_looks_first(uuid) is
  'Who looks at what I write in this community before it is answered: ''coach'', ''service'', both or '
  'nobody.';

revoke all on function public.who_looks_first(uuid) from public, anon, authenticated, service_role;
grant execute on function public.who_looks_first(uuid) to authenticated;
grant create on schema public to aigym_definer;
alter function public.who_looks_first(uuid) owner to aigym_definer;
revoke create on schema public from aigym_definer;

comment on function public.review_first(uuid) is
  'Whether what I write in this community waits for a coach. The release before who_looks_first asks it; '
  'drop it with the next.';
