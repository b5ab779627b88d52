-- Keys of providers: the platform's, and those of communities who bring their own. What is kept is
-- sealed with a key that the database does not hold; whoever sets one never reads it again.

create table public.provider_keys (
  id uuid primary key default private.uuidv7(),
  -- Null: the platform's.
  community_id uuid references public.communities (id) on delete cascade,
  provider text not null,
  -- Where it is sent, and nowhere else; empty for the provider's own address.
  address text not null default '',
  sealed text not null,
  sealed_with text not null,
  last_four text not null,
  set_by uuid references public.profiles (id) on delete set null,
  set_at timestamptz not null default now(),
  last_used_at timestamptz,
  constraint provider_keys_once unique nulls not distinct (community_id, provider, address),
  constraint provider_keys_provider_known
    check (provider in ('openai', 'anthropic', 'openai-compatible')),
  constraint provider_keys_address_length check (char_length(address) <= 500),
  constraint provider_keys_sealed_length check (char_length(sealed) between 40 and 4000),
  constraint provider_keys_sealed_with_form check (sealed_with ~ '^[A-Za-z0-9_.-]{1,40}$'),
  constraint provider_keys_last_four_length check (char_length(last_four) = 4)
);
comment on table public.provider_keys is
  'What the providers of models are asked with, sealed (AES-GCM) with a key of the environment.';
comment on column public.provider_keys.sealed_with is 'Which key of the environment opens it.';
comment on column public.provider_keys.last_used_at is 'To the minute.';
create index provider_keys_set_by on public.provider_keys (set_by);

-- The command that seals anew is nobody: whoever set a key stays.
create function private.sign_provider_key()
returns trigger
language plpgsql
security invoker
set search_path = ''
as $$
begin
  if private.me() is not null then
    new.set_by := private.me();
    new.set_at := now();
  end if;
  return new;
end;
$$;
comment on function private.sign_provider_key() is 'Notes who set a key, and when.';

create trigger provider_keys_signed
  before insert or update of sealed on public.provider_keys
  for each row execute function private.sign_provider_key();
create trigger provider_keys_audit
  after insert or delete or update of sealed, sealed_with, last_four on public.provider_keys
  for each row execute function private.audit_row(
    'provider-key', 'community_id', 'provider-key', 'id', '+provider', '+address', 'last_four',
    'sealed!', 'sealed_with'
  );

-- Answering ---------------------------------------------------------------------------------------

create function private.keys_for(p_community uuid)
returns jsonb
language plpgsql
stable
security invoker
set search_path = ''
as $$
begin
  return (
    select jsonb_agg(
      jsonb_build_object(
        'id', provider_keys.id, 'of', coalesce(communities.slug, ''),
        'provider', provider_keys.provider, 'address', provider_keys.address,
        'sealed', provider_keys.sealed, 'sealedWith', provider_keys.sealed_with
      )
      order by provider_keys.community_id nulls last
    )
    from public.provider_keys
    left join public.communities on communities.id = provider_keys.community_id
    where provider_keys.community_id = p_community or provider_keys.community_id is null
  );
end;
$$;
comment on function private.keys_for(uuid) is
  'The sealed keys that a community''s answers are asked with: its own before the platform''s. Null '
  'where there are none.';

create function public.answer_means(p_job jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_me constant uuid := private.require_person();
  v_community uuid;
begin
  select conversations.community_id into v_community
  from public.conversations
  where conversations.id = (p_job ->> 'conversationId')::uuid
    and conversations.owner_id = v_me
    and conversations.community_id = any (private.my_communities());
  if v_community is null then
    return null;
  end if;
  return jsonb_build_object('keys', private.keys_for(v_community));
end;
$$;
comment on function public.answer_means(jsonb) is
  'What an answer of mine is made with, by the job that send_message or retry_answer gave: {keys}, '
  'sealed.';

create function public.step_means(p_step uuid)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_me constant uuid := private.require_person();
  v_community uuid;
begin
  select automation_runs.community_id into v_community
  from public.automation_run_steps
  join public.automation_runs on automation_runs.id = automation_run_steps.run_id
  where automation_run_steps.id = p_step
    and automation_runs.user_id = v_me
    and automation_runs.community_id = any (private.my_communities());
  if v_community is null then
    return null;
  end if;
  return jsonb_build_object('keys', private.keys_for(v_community));
end;
$$;
comment on function public.step_means(uuid) is 'As answer_means, of a step of a run of mine.';

create function public.note_key_used(p_key uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform private.require_person();
  -- Once a minute: else every answer would wait for the one before it.
  update public.provider_keys
  set last_used_at = date_trunc('minute', clock_timestamp())
  where provider_keys.id = p_key
    and (
      provider_keys.community_id is null
      or provider_keys.community_id = any (private.my_communities())
    )
    and (
      provider_keys.last_used_at is null
      or provider_keys.last_used_at < clock_timestamp() - interval '1 minute'
    );
end;
$$;
comment on function public.note_key_used(uuid) is
  'Notes that an answer of mine was asked for with a key, at most once a minute.';

-- Trying ------------------------------------------------------------------------------------------

create function public.key_to_try(p_key uuid)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_key public.provider_keys;
begin
  perform private.require_person();
  select * into v_key from public.provider_keys where provider_keys.id = p_key;
  if v_key.id is null
    or not (
      v_key.community_id = any (private.my_admin_communities()) or private.is_platform_admin()
    ) is true
  then
    raise exception 'There is no such key.' using errcode = 'AG404', detail = 'not-found';
  end if;
  perform private.write_audit(
    'provider-key.tried', v_key.community_id, 'provider-key', p_key::text,
    jsonb_build_object('provider', v_key.provider, 'address', v_key.address)
  );
  return jsonb_build_object(
    'id', v_key.id,
    'of', coalesce(
      (select communities.slug from public.communities where communities.id = v_key.community_id),
      ''
    ),
    'provider', v_key.provider, 'address', v_key.address, 'sealed', v_key.sealed,
    'sealedWith', v_key.sealed_with
  );
end;
$$;
comment on function public.key_to_try(uuid) is
  'A sealed key of the platform or a community that I run, so that the server may try it. The audit '
  'keeps that I did.';

-- Rights ------------------------------------------------------------------------------------------

revoke all on table public.provider_keys from public, anon, authenticated, service_role;
grant select (
    id, community_id, provider, address, sealed_with, last_four, set_by, set_at, last_used_at
  ),
  insert (community_id, provider, address, sealed, sealed_with, last_four),
  update (sealed, sealed_with, last_four),
  delete
on table public.provider_keys to authenticated;
grant select, update (last_used_at) on table public.provider_keys to aigym_definer;

revoke all on function
  private.sign_provider_key(), private.keys_for(uuid), public.answer_means(jsonb), public.step_means(uuid),
  public.note_key_used(uuid), public.key_to_try(uuid)
from public, anon, authenticated, service_role;
grant execute on function private.keys_for(uuid) to aigym_definer;
grant execute on function
  public.answer_means(jsonb), public.step_means(uuid), public.note_key_used(uuid),
  public.key_to_try(uuid)
to authenticated;

alter table public.provider_keys enable row level security;

create policy "Coaches see that their community has keys, super admins of all"
  on public.provider_keys for select to authenticated
  using (
    community_id = any ((select private.my_admin_communities())::uuid[])
    or (select private.is_platform_admin())
  );
create policy "Coaches set their community's keys, super admins the platform's"
  on public.provider_keys for insert to authenticated
  with check (
    community_id = any ((select private.my_admin_communities())::uuid[])
    or (select private.is_platform_admin())
  );
create policy "Coaches replace their community's keys, super admins the platform's"
  on public.provider_keys for update to authenticated
  using (
    community_id = any ((select private.my_admin_communities())::uuid[])
    or (select private.is_platform_admin())
  );
create policy "Coaches remove their community's keys, super admins the platform's"
  on public.provider_keys for delete to authenticated
  using (
    community_id = any ((select private.my_admin_communities())::uuid[])
    or (select private.is_platform_admin())
  );
create policy "A second factor where it must be"
  on public.provider_keys as restrictive for all to authenticated
  using ((select private.second_factor_met()));

create policy "Definer functions read the keys of the asker's communities"
  on public.provider_keys for select to aigym_definer
  using (
    community_id is null
    or community_id = any ((select private.my_communities())::uuid[])
    or (select private.is_platform_admin())
  );
create policy "Definer functions note that the asker's communities use a key"
  on public.provider_keys for update to aigym_definer
  using (community_id is null or community_id = any ((select private.my_communities())::uuid[]));

grant create on schema public to aigym_definer;
alter function public.answer_means(jsonb) owner to aigym_definer;
alter function public.step_means(uuid) owner to aigym_definer;
alter function public.note_key_used(uuid) owner to aigym_definer;
alter function public.key_to_try(uuid) owner to aigym_definer;
revoke create on schema public from aigym_definer;
