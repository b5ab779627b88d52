-- The audit: who did what, kept so that nobody can bend it unseen, not even the database's owner.
--
-- Rows enter at once and in no order (nobody waits for anybody), and wait in a list. The chainer
-- gives each its place and a hash that holds the one before; the Worker signs the newest hashes with
-- a key that is not here, and lays them outside. `npm run audit:verify` compares.
--
-- Who it is about stands apart: the audit knows a person by a reference that means nothing once its
-- line in private.audit_people is gone.

-- The only role that may add to the audit. It owns the tables and functions below and nothing else,
-- so that no grant and no policy lets another function in.
do $$
begin
  if not exists (select from pg_catalog.pg_roles where rolname = 'aigym_auditor') then
    create role aigym_auditor nologin noinherit nobypassrls nocreatedb nocreaterole;
  end if;
end
$$;
grant aigym_auditor to current_user with inherit true, set true;
grant usage on schema public, private to aigym_auditor;

-- Tables ------------------------------------------------------------------------------------------

-- No foreign keys: a row stays as it is when what it tells of is gone.
create table public.security_audit (
  id uuid not null default private.uuidv7(),
  community_id uuid,
  action text not null,
  outcome text not null default 'done',
  actor_ref uuid,
  written_by text not null default session_user,
  subject_kind text,
  subject_id text,
  at timestamptz not null default clock_timestamp(),
  details jsonb not null default '{}',
  constraint security_audit_pkey primary key (id),
  constraint security_audit_action_form
    check (action ~ '^[a-z]+(-[a-z]+)*\.[a-z]+([-_][a-z]+)*$' and char_length(action) <= 80),
  constraint security_audit_outcome_known check (outcome in ('done', 'denied', 'failed')),
  constraint security_audit_written_by_length check (char_length(written_by) between 1 and 63),
  constraint security_audit_subject_whole check ((subject_kind is null) = (subject_id is null)),
  constraint security_audit_subject_form
    check (subject_kind ~ '^[a-z]+(-[a-z]+)*$' and char_length(subject_kind) <= 40),
  constraint security_audit_subject_length check (char_length(subject_id) between 1 and 200),
  constraint security_audit_details_small
    check (jsonb_typeof(details) = 'object' and octet_length(details::text) <= 4000),
  -- The most likely personal data to slip in.
  constraint security_audit_no_addresses
    check (details::text !~ '\S@\S' and coalesce(subject_id, '') !~ '@')
) partition by range (id);
comment on table public.security_audit is
  'Sign-ins, privileged acts, publications, exports, denied attempts. Only added to, and only by '
  'private.write_audit(); community_id null: the platform''s own.';
comment on column public.security_audit.actor_ref is
  'Who did it, as private.audit_people knows them; null: nobody who was signed in.';
comment on column public.security_audit.written_by is
  'The login that wrote: aigym_worker for the app, supabase_auth_admin for Auth, another by hand.';

create index security_audit_community on public.security_audit (community_id, id desc);
create index security_audit_actor on public.security_audit (actor_ref, id desc);
create index security_audit_subject on public.security_audit (subject_id, subject_kind, id desc);

create table private.audit_people (
  ref uuid not null default gen_random_uuid(),
  person_id uuid not null,
  constraint audit_people_pkey primary key (ref),
  constraint audit_people_one_each unique (person_id)
);
comment on table private.audit_people is
  'Whom the references of the audit mean. Deleting a line makes its rows nobody''s, and no hash '
  'changes.';

create table private.audit_secret (
  only_one boolean not null default true,
  secret bytea not null,
  constraint audit_secret_pkey primary key (only_one),
  constraint audit_secret_only_one check (only_one)
);
comment on table private.audit_secret is
  'What addresses that belong to no account are made into references with.';
insert into private.audit_secret (secret)
values (sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())));

create table private.audit_waiting (
  audit_id uuid not null,
  chain uuid not null,
  constraint audit_waiting_pkey primary key (audit_id)
);
comment on table private.audit_waiting is 'Rows that have no place in their chain yet.';
create index audit_waiting_chain on private.audit_waiting (chain, audit_id);

create table private.audit_chain (
  chain uuid not null,
  place bigint not null,
  audit_id uuid not null,
  digest bytea not null,
  hash bytea not null,
  constraint audit_chain_pkey primary key (chain, place),
  constraint audit_chain_once unique (audit_id),
  constraint audit_chain_place_positive check (place > 0),
  constraint audit_chain_sizes check (octet_length(digest) = 32 and octet_length(hash) = 32)
);
comment on table private.audit_chain is
  'The place of each row: hash = sha256(hash before, place, id, digest of the row). A chain is a '
  'community''s, or the platform''s (nothing but zeros). Stays when a month of rows is archived.';

create table private.audit_tips (
  chain uuid not null,
  place bigint not null,
  hash bytea not null,
  signed_place bigint not null default 0,
  constraint audit_tips_pkey primary key (chain),
  constraint audit_tips_places check (signed_place between 0 and place)
);
comment on table private.audit_tips is 'How far each chain is, and how far it is signed.';
create index audit_tips_unsigned on private.audit_tips (chain) where place > signed_place;

create table private.audit_heads (
  chain uuid not null,
  place bigint not null,
  hash bytea not null,
  at timestamptz not null,
  key_id text not null,
  signature text not null,
  constraint audit_heads_pkey primary key (chain, place),
  constraint audit_heads_place_in_chain
    foreign key (chain, place) references private.audit_chain (chain, place),
  constraint audit_heads_key_length check (char_length(key_id) between 1 and 100),
  constraint audit_heads_signature_length check (char_length(signature) between 1 and 200)
);
comment on table private.audit_heads is
  'What was signed and laid outside, as the Worker told it. The proof is what lies outside.';

-- References --------------------------------------------------------------------------------------

create function private.audit_ref_of(p_text text)
returns uuid
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_secret constant bytea := (select secret from private.audit_secret);
begin
  return encode(
    substring(sha256(v_secret || sha256(v_secret || convert_to(p_text, 'UTF8'))) from 1 for 16),
    'hex'
  )::uuid;
end;
$$;
comment on function private.audit_ref_of(text) is
  'A reference that is always the same for a text and tells nothing of it without the secret.';

create function private.audit_ref(p_person uuid)
returns uuid
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  if p_person is null then
    return null;
  end if;
  return coalesce(
    (select ref from private.audit_people where person_id = p_person),
    -- Forgotten, or not known yet: nothing is added here, since two writers would then wait for
    -- one another.
    private.audit_ref_of('person:' || p_person)
  );
end;
$$;

create function private.my_audit_ref()
returns uuid
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return (select ref from private.audit_people where person_id = private.me());
end;
$$;
comment on function private.my_audit_ref() is 'How the audit knows me.';

create function private.audit_new_person()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  insert into private.audit_people (person_id) values (new.id) on conflict do nothing;
  return null;
end;
$$;

create function private.forget_in_audit()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  delete from private.audit_people where person_id = old.id;
  return null;
end;
$$;
comment on function private.forget_in_audit() is
  'An account that goes takes along what its references mean.';

-- Writing -----------------------------------------------------------------------------------------

create function private.write_audit(
  p_action text,
  p_community uuid,
  p_subject_kind text default null,
  p_subject_id text default null,
  p_details jsonb default '{}',
  p_outcome text default 'done',
  p_actor uuid default null
)
returns uuid
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_id uuid;
  v_subject constant text := case p_subject_kind
    when 'person' then private.audit_ref(p_subject_id::uuid)::text
    when 'address' then private.audit_ref_of('address:' || lower(btrim(p_subject_id)))::text
    else p_subject_id
  end;
begin
  insert into public.security_audit
    (community_id, action, outcome, actor_ref, subject_kind, subject_id, details)
  values (
    p_community, p_action, p_outcome, private.audit_ref(coalesce(p_actor, private.me())),
    case when v_subject is not null then p_subject_kind end, v_subject, coalesce(p_details, '{}')
  )
  returning security_audit.id into v_id;
  insert into private.audit_waiting (audit_id, chain)
  values (v_id, coalesce(p_community, '00000000-0000-0000-0000-000000000000'));
  return v_id;
end;
$$;
comment on function private.write_audit(text, uuid, text, text, jsonb, text, uuid) is
  'Adds a row to the audit, in the transaction of what it tells of. The actor is who is asking, or '
  'the person p_actor. A subject of kind person (their id) or address is kept as a reference only. '
  'p_details: codes and numbers, never what somebody wrote. For definer functions and triggers.';

-- Definer, and the migrations' role's own: it may look at any table for the community of a row.
create function private.audit_community(p_table text, p_id uuid)
returns uuid
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_community uuid;
begin
  execute format('select community_id from public.%I where id = $1', p_table)
  into v_community using p_id;
  return v_community;
end;
$$;

create function private.audit_row()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_thing constant text := tg_argv[0];
  v_old constant jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) else '{}' end;
  v_new constant jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) else '{}' end;
  v_row constant jsonb := v_old || v_new;
  v_community constant uuid := case
    when tg_argv[1] like '%.%' then private.audit_community(
      split_part(tg_argv[1], '.', 1), (v_row ->> split_part(tg_argv[1], '.', 2))::uuid
    )
    when tg_argv[1] <> '' then (v_row ->> tg_argv[1])::uuid
  end;
  v_context jsonb := '{}';
  v_changes jsonb := '{}';
  v_named jsonb := '[]';
  v_word text;
  v_column text;
  v_how text;
  v_was text;
  v_is text;
begin
  for n in 4 .. tg_nargs - 1 loop
    v_word := tg_argv[n];
    v_column := substring(v_word from '^\+?([a-z_]+)');
    v_how := substring(v_word from '[=!].*$');
    v_was := left(v_old ->> v_column, 100);
    v_is := left(v_new ->> v_column, 100);
    if v_word like '+%' then
      v_context := v_context || jsonb_build_object(v_column, coalesce(v_is, v_was));
    elsif tg_op <> 'UPDATE' then
      if v_how is null or v_how = '=' then
        v_changes := v_changes || jsonb_build_object(v_column, coalesce(v_is, v_was));
      end if;
    elsif (v_old -> v_column) is distinct from (v_new -> v_column) then
      if v_how is null then
        v_changes := v_changes || jsonb_build_object(v_column, jsonb_build_array(v_was, v_is));
      elsif v_how = '!' then
        v_named := v_named || to_jsonb(v_column);
      elsif v_how = '=' then
        perform private.write_audit(
          v_thing || '.' || v_is, v_community, tg_argv[2], v_row ->> tg_argv[3],
          v_context || jsonb_build_object('was', v_was)
        );
      elsif v_was is null or v_is is null then
        perform private.write_audit(
          v_thing || '.' || split_part(
            substr(v_how, 2), '/', case when v_is is not null then 1 else 2 end
          ),
          v_community, tg_argv[2], v_row ->> tg_argv[3], v_context
        );
      end if;
    end if;
  end loop;

  if v_named <> '[]' then
    v_changes := v_changes || jsonb_build_object('changed', v_named);
  end if;
  if tg_op <> 'UPDATE' or v_changes <> '{}' then
    perform private.write_audit(
      v_thing || case tg_op
        when 'INSERT' then '.added' when 'DELETE' then '.removed' else '.changed'
      end,
      v_community, tg_argv[2], v_row ->> tg_argv[3], v_context || v_changes
    );
  end if;
  return null;
end;
$$;
comment on function private.audit_row() is
  'For a trigger `after insert or delete or update of …`, for each row. Arguments: the thing; the '
  'column of its community ('''' for the platform''s; `access_grants.grant_id`: that of the grant '
  'with this id); the kind of subject and the column of its id; '
  'then the columns to tell of. `role`: with its values. `name!`: only that it changed. '
  '`status=`: the new value is the verb. `deleted_at=deleted/restored`: verbs for set and cleared. '
  '`+kind`: told each time.';

-- What Auth does happens in its own tables, in its own transactions.
create function private.audit_auth()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_row constant jsonb := case when tg_op = 'DELETE' then to_jsonb(old) else to_jsonb(new) end;
  v_person constant uuid := v_row ->> case tg_table_name when 'users' then 'id' else 'user_id' end;
  -- By hand it was somebody else.
  v_actor constant uuid := case when session_user = 'supabase_auth_admin' then v_person end;
  v_details jsonb := '{}';
  v_actions text[] := '{}';
begin
  if tg_table_name = 'users' then
    v_actions := case tg_op
      when 'INSERT' then array['account.created']
      when 'DELETE' then array['account.deleted']
      else array_remove(
        array[
          case when old.email_confirmed_at is null and new.email_confirmed_at is not null
            then 'account.confirmed' end,
          case when old.email is distinct from new.email then 'account.address-changed' end,
          case when old.encrypted_password is distinct from new.encrypted_password
            then 'auth.password-changed' end,
          case when old.banned_until is distinct from new.banned_until then 'account.banned' end
        ],
        null
      )
    end;
  elsif tg_table_name = 'sessions' then
    v_actions := array[
      case tg_op
        when 'INSERT' then 'auth.signed-in'
        when 'DELETE' then 'auth.signed-out'
        else 'auth.level-changed'
      end
    ];
    v_details := jsonb_build_object('aal', v_row ->> 'aal');
  else
    v_actions := array[
      case tg_op
        when 'INSERT' then 'auth.factor-added'
        when 'DELETE' then 'auth.factor-removed'
        else 'auth.factor-' || (v_row ->> 'status')
      end
    ];
    v_details := jsonb_build_object('type', v_row ->> 'factor_type', 'status', v_row ->> 'status');
  end if;
  perform private.write_audit(action, null, 'person', v_person::text, v_details, 'done', v_actor)
  from unnest(v_actions) as action;
  return null;
end;
$$;

-- Definer, and the migrations' role's own: auth.sessions has row-level security without a policy.
create function private.audit_place(
  p_claims jsonb,
  p_slug text,
  out person uuid,
  out community uuid,
  out belongs boolean
)
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  if pg_input_is_valid(p_claims ->> 'sub', 'uuid')
    and pg_input_is_valid(p_claims ->> 'session_id', 'uuid')
  then
    select sessions.user_id into person
    from auth.sessions
    where sessions.id = (p_claims ->> 'session_id')::uuid
      and sessions.user_id = (p_claims ->> 'sub')::uuid;
  end if;
  select communities.id into community
  from public.communities
  where communities.slug = p_slug and communities.deleted_at is null;
  belongs := community is not null and (
    exists (select from public.memberships where user_id = person and community_id = community)
    or exists (select from public.platform_admins where user_id = person)
  );
end;
$$;
comment on function private.audit_place(jsonb, text) is
  'Whose session the claims are, which community has that address, and whether they belong to it.';

create function private.record_event(p_claims jsonb, p_event jsonb)
returns boolean
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_action constant text := p_event ->> 'action';
  v_place constant record := private.audit_place(p_claims, p_event ->> 'community');
  v_ref constant uuid := private.audit_ref(v_place.person);
  v_email constant text := left(lower(btrim(p_event ->> 'email')), 255);
  v_known constant uuid := case when v_email <> '' then private.find_confirmed_person(v_email) end;
  -- A person's tries count for ten minutes, those of all strangers together for one.
  v_most constant integer := case when v_ref is null then 300 else 30 end;
  v_since constant uuid := private.uuidv7_at(
    clock_timestamp() - case when v_ref is null then interval '1 minute' else interval '10 minutes' end
  );
  v_count integer;
begin
  if v_action is null
    or v_action not in (
      'access.denied', 'auth.sign-in', 'auth.sign-up', 'auth.mail', 'auth.code', 'auth.link',
      'auth.password'
    )
    or coalesce(p_event ->> 'outcome', '') not in ('denied', 'failed')
  then
    raise exception 'There is no such event.' using errcode = 'AG422', detail = 'event.invalid';
  end if;

  -- Written twice, since `is not distinct from` uses no index.
  if v_ref is null then
    select count(*) into v_count
    from (
      select from public.security_audit
      where security_audit.actor_ref is null
        and security_audit.id >= v_since
        and security_audit.outcome <> 'done'
      limit v_most + 1
    ) as lately;
  else
    select count(*) into v_count
    from (
      select from public.security_audit
      where security_audit.actor_ref = v_ref
        and security_audit.id >= v_since
        and security_audit.outcome <> 'done'
      limit v_most + 1
    ) as lately;
  end if;
  if v_count > v_most then
    return false;
  end if;
  if v_count = v_most then
    perform private.write_audit(
      'audit.muted', null, null, null, jsonb_build_object('after', v_most), 'denied', v_place.person
    );
    return false;
  end if;

  perform private.write_audit(
    v_action,
    -- Only into the chain of a community that the person belongs to.
    case when v_place.belongs then v_place.community end,
    case
      when v_known is not null then 'person'
      when v_email <> '' then 'address'
      when v_place.community is not null then 'community'
    end,
    case
      when v_known is not null then v_known::text
      when v_email <> '' then v_email
      else v_place.community::text
    end,
    jsonb_strip_nulls(
      jsonb_build_object(
        'code', substring(p_event ->> 'code' from '^[a-zA-Z0-9._-]{1,60}$'),
        'route', substring(p_event ->> 'route' from '^[a-z/:.-]{1,120}$'),
        'method', substring(p_event ->> 'method' from '^[A-Z]{3,7}$')
      )
    ),
    p_event ->> 'outcome',
    v_place.person
  );
  return true;
end;
$$;
comment on function private.record_event(jsonb, jsonb) is
  'Adds what was denied or failed, in a transaction of its own: the Worker calls it as itself, with '
  'the claims of who tried ({} for nobody). The event: {action, outcome, code, route, method, '
  'community (its address), email}. Answers false where that person, or all strangers, did so too '
  'often lately; the first such time is a row of its own (audit.muted).';

create function public.record_security_event(
  p_action text,
  p_community uuid,
  p_subject_kind text,
  p_subject_id text,
  p_details jsonb
)
returns uuid
language plpgsql
security definer
set search_path = ''
as $$
begin
  if private.me() is null then
    raise exception 'Nobody is asking.' using errcode = '42501';
  end if;
  perform private.require_second_factor();
  if p_action is null or p_action !~ '^export\.[a-z]+(-[a-z]+)*$' then
    raise exception 'There is no such event.' using errcode = 'AG422', detail = 'event.invalid';
  end if;
  if p_community is null then
    if not private.is_platform_admin() then
      raise exception 'Only a super admin acts for the platform.' using errcode = '42501';
    end if;
  elsif p_community <> all (private.my_communities()) and not private.is_platform_admin() then
    raise exception 'This is none of your communities.' using errcode = '42501';
  end if;
  if (
    select count(*) >= 100 from public.security_audit
    where security_audit.actor_ref = private.my_audit_ref()
      and security_audit.id >= private.uuidv7_at(clock_timestamp() - interval '10 minutes')
      and security_audit.action = p_action
  ) then
    raise exception 'Too many of these.' using errcode = 'AG429', detail = '600';
  end if;
  return private.write_audit(p_action, p_community, p_subject_kind, p_subject_id, p_details);
end;
$$;
comment on function public.record_security_event(text, uuid, text, text, jsonb) is
  'Adds an export (export.…) that the asker makes now, in the transaction that reads what leaves. '
  'Only for a community of theirs, or for the platform by a super admin.';

-- The chain ---------------------------------------------------------------------------------------

-- What the verifier computes too, from its own reading of the row: each field as its length in bytes,
-- a colon, itself; a missing one as a dash.
create function private.audit_digest(p_row public.security_audit)
returns bytea
language sql
immutable
security invoker
set search_path = ''
as $$
  select sha256(
    convert_to(
      (
        select string_agg(coalesce(octet_length(field) || ':' || field, '-'), ',' order by place)
        from unnest(
          array[
            p_row.id::text, p_row.community_id::text, p_row.action, p_row.outcome,
            p_row.actor_ref::text, p_row.written_by, p_row.subject_kind, p_row.subject_id,
            (extract(epoch from p_row.at) * 1000000)::bigint::text, p_row.details::text
          ]
        ) with ordinality as fields (field, place)
      ),
      'UTF8'
    )
  );
$$;

create function private.chain_audit(p_limit integer)
returns integer
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_chained integer := 0;
  v_chain uuid;
  v_tip private.audit_tips;
  v_waiting uuid[];
  v_row public.security_audit;
  v_id uuid;
  v_digest bytea;
begin
  -- The chain whose row waits longest comes first, and none takes another's turn.
  for v_chain in
    select first.chain
    from (
      select distinct on (chain) chain, audit_id
      from private.audit_waiting
      order by chain, audit_id
    ) as first
    order by first.audit_id
  loop
    exit when v_chained >= p_limit;
    -- One chainer a chain; another one goes on with the next.
    continue when not pg_try_advisory_xact_lock(
      hashtextextended('aigym.audit-chain:' || v_chain, 0)
    );
    insert into private.audit_tips (chain, place, hash)
    values (v_chain, 0, sha256(convert_to('aigym.audit:' || v_chain, 'UTF8')))
    on conflict do nothing;
    select * into v_tip from private.audit_tips where chain = v_chain;
    v_waiting := array(
      select audit_id from private.audit_waiting
      where chain = v_chain
      order by audit_id
      limit least(p_limit - v_chained, 250)
    );
    foreach v_id in array v_waiting loop
      select * into v_row from public.security_audit where security_audit.id = v_id;
      -- A row that was taken away before its turn leaves its place behind.
      v_digest := case when found then private.audit_digest(v_row) else sha256('missing') end;
      v_tip.place := v_tip.place + 1;
      v_tip.hash := sha256(v_tip.hash || int8send(v_tip.place) || uuid_send(v_id) || v_digest);
      insert into private.audit_chain (chain, place, audit_id, digest, hash)
      values (v_chain, v_tip.place, v_id, v_digest, v_tip.hash);
    end loop;
    delete from private.audit_waiting where audit_id = any (v_waiting);
    update private.audit_tips
    set place = v_tip.place, hash = v_tip.hash
    where chain = v_chain;
    v_chained := v_chained + cardinality(v_waiting);
  end loop;
  return v_chained;
end;
$$;
comment on function private.chain_audit(integer) is
  'Gives up to p_limit waiting rows their places. Answers how many it gave one; a chain that another '
  'transaction is at is left to it.';

create function private.unsigned_audit(p_limit integer)
returns setof jsonb
language sql
stable
security definer
set search_path = ''
as $$
  select jsonb_build_object(
    'chain', tips.chain,
    'from', tips.signed_place + 1,
    'place', max(links.place),
    'hash', encode((array_agg(links.hash order by links.place desc))[1], 'hex'),
    'rows', jsonb_agg(
      jsonb_build_array(links.audit_id, encode(links.digest, 'hex')) order by links.place
    )
  )
  from (
    select * from private.audit_tips where place > signed_place order by chain limit p_limit
  ) as tips
  join private.audit_chain as links
    on links.chain = tips.chain
    and links.place between tips.signed_place + 1 and tips.signed_place + 500
  group by tips.chain, tips.signed_place;
$$;
comment on function private.unsigned_audit(integer) is
  'What of at most p_limit chains is not signed yet, up to 500 rows of each: '
  '{chain, from, place, hash, rows: [[id, digest], …]}.';

create function private.keep_audit_heads(p_heads jsonb)
returns integer
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_head record;
  v_kept integer := 0;
begin
  for v_head in
    select * from jsonb_to_recordset(p_heads)
      as head (chain uuid, place bigint, hash text, at timestamptz, key_id text, signature text)
  loop
    insert into private.audit_heads (chain, place, hash, at, key_id, signature)
    select links.chain, links.place, links.hash, v_head.at, v_head.key_id, v_head.signature
    from private.audit_chain as links
    where links.chain = v_head.chain
      and links.place = v_head.place
      and links.hash = decode(v_head.hash, 'hex')
    on conflict do nothing;
    if found then
      v_kept := v_kept + 1;
    end if;
    update private.audit_tips
    set signed_place = v_head.place
    where chain = v_head.chain
      and signed_place < v_head.place
      and exists (
        select from private.audit_heads as kept
        where kept.chain = v_head.chain and kept.place = v_head.place
      );
  end loop;
  return v_kept;
end;
$$;
comment on function private.keep_audit_heads(jsonb) is
  'Notes heads that lie outside now: [{chain, place, hash, at, key_id, signature}]. One that is not '
  'the chain''s is not noted.';

create function private.refuse_change()
returns trigger
language plpgsql
security invoker
set search_path = ''
as $$
begin
  raise exception 'The audit is only added to.' using errcode = '42501';
end;
$$;

create trigger security_audit_stays before update or delete on public.security_audit
  for each row execute function private.refuse_change();
create trigger security_audit_stays_whole before truncate on public.security_audit
  execute function private.refuse_change();
create trigger audit_chain_stays before update or delete on private.audit_chain
  for each row execute function private.refuse_change();
create trigger audit_chain_stays_whole before truncate on private.audit_chain
  execute function private.refuse_change();
create trigger audit_heads_stay before update or delete on private.audit_heads
  for each row execute function private.refuse_change();
create trigger audit_heads_stay_whole before truncate on private.audit_heads
  execute function private.refuse_change();

-- Grants ------------------------------------------------------------------------------------------

revoke all on table public.security_audit from public, anon, authenticated, service_role;
grant select on table public.security_audit to authenticated;

revoke all on function
  private.audit_ref_of(text), private.audit_ref(uuid), private.my_audit_ref(),
  private.audit_new_person(), private.forget_in_audit(), private.audit_community(text, uuid),
  private.write_audit(text, uuid, text, text, jsonb, text, uuid), private.audit_row(),
  private.audit_auth(), private.audit_place(jsonb, text), private.record_event(jsonb, jsonb),
  public.record_security_event(text, uuid, text, text, jsonb),
  private.audit_digest(public.security_audit), private.chain_audit(integer),
  private.unsigned_audit(integer), private.keep_audit_heads(jsonb), private.refuse_change()
from public, anon, authenticated, service_role;

grant execute on function
  private.uuidv7(), private.uuidv7_at(timestamptz), private.me(), private.my_communities(),
  private.is_platform_admin(), private.require_second_factor(), private.second_factor_met(),
  private.find_confirmed_person(text), private.audit_community(text, uuid),
  private.audit_place(jsonb, text), private.audit_digest(public.security_audit)
to aigym_auditor;
grant execute on function private.write_audit(text, uuid, text, text, jsonb, text, uuid)
to aigym_definer;
grant execute on function
  private.record_event(jsonb, jsonb), private.chain_audit(integer), private.unsigned_audit(integer),
  private.keep_audit_heads(jsonb)
to aigym_worker;
grant execute on function
  private.my_audit_ref(), public.record_security_event(text, uuid, text, text, jsonb)
to authenticated;

-- Row-level security ------------------------------------------------------------------------------

alter table public.security_audit enable row level security;
alter table private.audit_people enable row level security;
alter table private.audit_secret enable row level security;
alter table private.audit_waiting enable row level security;
alter table private.audit_chain enable row level security;
alter table private.audit_tips enable row level security;
alter table private.audit_heads enable row level security;

create policy "People see what they did, coaches their community's, super admins all"
  on public.security_audit for select to authenticated
  using (
    actor_ref = (select private.my_audit_ref())
    or community_id = any ((select private.my_admin_communities())::uuid[])
    or (select private.is_platform_admin())
  );

create policy "A second factor where it must be"
  on public.security_audit as restrictive for all to authenticated
  using ((select private.second_factor_met()));

grant create on schema private, public to aigym_auditor;
alter table public.security_audit owner to aigym_auditor;
alter table private.audit_people owner to aigym_auditor;
alter table private.audit_secret owner to aigym_auditor;
alter table private.audit_waiting owner to aigym_auditor;
alter table private.audit_chain owner to aigym_auditor;
alter table private.audit_tips owner to aigym_auditor;
alter table private.audit_heads owner to aigym_auditor;
alter function private.audit_ref_of(text) owner to aigym_auditor;
alter function private.audit_ref(uuid) owner to aigym_auditor;
alter function private.my_audit_ref() owner to aigym_auditor;
alter function private.audit_new_person() owner to aigym_auditor;
alter function private.forget_in_audit() owner to aigym_auditor;
alter function private.write_audit(text, uuid, text, text, jsonb, text, uuid) owner to aigym_auditor;
alter function private.audit_row() owner to aigym_auditor;
alter function private.audit_auth() owner to aigym_auditor;
alter function private.record_event(jsonb, jsonb) owner to aigym_auditor;
alter function public.record_security_event(text, uuid, text, text, jsonb) owner to aigym_auditor;
alter function private.chain_audit(integer) owner to aigym_auditor;
alter function private.unsigned_audit(integer) owner to aigym_auditor;
alter function private.keep_audit_heads(jsonb) owner to aigym_auditor;
revoke create on schema private, public from aigym_auditor;

select private.register_partitions('public.security_audit', 24);

-- What is watched ---------------------------------------------------------------------------------

insert into private.audit_people (person_id) select profiles.id from public.profiles;

create trigger profiles_known_to_audit after insert on public.profiles
  for each row execute function private.audit_new_person();
create trigger profiles_audit after update of suspended_at on public.profiles
  for each row
  execute function private.audit_row('person', '', 'person', 'id', 'suspended_at=suspended/admitted');
create trigger communities_audit
  after insert or delete or update
  on public.communities for each row
  execute function private.audit_row(
    'community', 'id', 'community', 'id',
    'join_policy', 'conversation_readers', 'second_factor', 'review_before_publish',
    'conversation_retention_days', 'slug!', 'name!', 'description!', 'accent_color!', 'time_zone!',
    'deleted_at=deleted/restored'
  );
create trigger memberships_audit
  after insert or delete or update of role on public.memberships
  for each row execute function private.audit_row(
    'membership', 'community_id', 'person', 'user_id', 'role'
  );
create trigger pending_members_audit
  after insert or delete or update of role on public.pending_members
  for each row execute function private.audit_row(
    'pending-member', 'community_id', 'address', 'email', 'role'
  );
create trigger join_requests_audit after insert or delete on public.join_requests
  for each row execute function private.audit_row(
    'join-request', 'community_id', 'person', 'user_id'
  );
create trigger platform_admins_audit after insert or delete on public.platform_admins
  for each row execute function private.audit_row('platform-admin', '', 'person', 'user_id');
create trigger content_items_audit
  after insert or delete or update of status, deleted_at on public.content_items
  for each row execute function private.audit_row(
    'content', 'community_id', 'content', 'id', '+kind', 'status=', 'deleted_at=deleted/restored'
  );

create trigger community_limits_audit after insert or delete or update on public.community_limits
  for each row execute function private.audit_row(
    'limit', 'community_id', 'community', 'community_id', 'members', 'stored_bytes'
  );
create trigger groups_audit after insert or delete or update on public.groups
  for each row execute function private.audit_row('group', 'community_id', 'group', 'id', 'name!');
create trigger group_members_audit after insert or delete on public.group_members
  for each row execute function private.audit_row(
    'group-member', 'community_id', 'person', 'user_id', '+group_id'
  );
create trigger invitations_audit
  after insert or delete or update of revoked_at on public.invitations
  for each row execute function private.audit_row(
    'invitation', 'community_id', 'invitation', 'id', '+role', 'uses_allowed',
    'revoked_at=revoked/reopened'
  );
create trigger invitation_uses_audit after insert on public.invitation_uses
  for each row execute function private.audit_row(
    'invitation-use', 'invitations.invitation_id', 'person', 'user_id', '+invitation_id'
  );
create trigger content_assignments_audit after insert or delete on public.content_assignments
  for each row execute function private.audit_row(
    'assignment', 'community_id', 'content', 'item_id'
  );
create trigger ai_models_audit after insert or delete or update on public.ai_models
  for each row execute function private.audit_row('model', '', 'model', 'id', 'enabled');
create trigger ai_model_prices_audit after insert or delete or update on public.ai_model_prices
  for each row execute function private.audit_row(
    'model-price', '', 'model', 'model_id', 'input_price', 'output_price'
  );
create trigger feature_flags_audit after insert or delete or update on public.feature_flags
  for each row execute function private.audit_row('flag', '', 'flag', 'key', 'enabled', 'share');
create trigger feature_flag_rules_audit
  after insert or delete or update on public.feature_flag_rules
  for each row execute function private.audit_row(
    'flag-rule', '', 'flag', 'flag_key', '+role', '+community_id', 'has'
  );
create trigger platform_settings_audit after update on public.platform_settings
  for each row execute function private.audit_row(
    'platform', '', 'settings', 'only_row', 'second_factor_for_super_admins'
  );
create trigger access_grants_audit after insert or delete or update on public.access_grants
  for each row execute function private.audit_row(
    'access-grant', 'community_id', 'person', 'granted_to', '+id', '+conversation_id', 'expires_at',
    'revoked_at=revoked/reopened'
  );
create trigger access_looks_audit after insert on public.access_looks
  for each row execute function private.audit_row(
    'access-look', 'access_grants.grant_id', 'conversation', 'conversation_id', '+grant_id'
  );

-- Named so that they come after the profile and the memberships.
create trigger aigym_4_audit_accounts after insert or delete on auth.users
  for each row execute function private.audit_auth();
create trigger aigym_5_audit_account_changes after update on auth.users
  for each row when (
    old.email is distinct from new.email
    or old.email_confirmed_at is distinct from new.email_confirmed_at
    or old.encrypted_password is distinct from new.encrypted_password
    or old.banned_until is distinct from new.banned_until
  )
  execute function private.audit_auth();
create trigger aigym_6_forget_in_audit after delete on auth.users
  for each row execute function private.forget_in_audit();
create trigger aigym_1_audit_sessions after insert or delete on auth.sessions
  for each row execute function private.audit_auth();
create trigger aigym_2_audit_levels after update on auth.sessions
  for each row when (old.aal is distinct from new.aal)
  execute function private.audit_auth();
create trigger aigym_1_audit_factors after insert or delete on auth.mfa_factors
  for each row execute function private.audit_auth();
create trigger aigym_2_audit_factor_changes after update on auth.mfa_factors
  for each row when (old.status is distinct from new.status)
  execute function private.audit_auth();
