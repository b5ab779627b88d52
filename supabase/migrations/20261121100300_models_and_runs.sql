-- What models there are and what they cost, what each answer took (ai_runs: the ledger of tokens,
-- money and time, by month), and what people think of answers.

-- Tables ------------------------------------------------------------------------------------------

create table public.ai_models (
  id uuid primary key default private.uuidv7(),
  provider text not null,
  name text not null,
  label text not null,
  takes_images boolean not null default false,
  takes_files boolean not null default false,
  context_tokens integer not null default 8192,
  max_output_tokens integer not null default 4096,
  enabled boolean not null default true,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint ai_models_once unique (provider, name),
  constraint ai_models_provider_form check (provider ~ '^[a-z][a-z0-9-]{0,39}$'),
  constraint ai_models_name_length check (char_length(name) between 1 and 200),
  constraint ai_models_label_length
    check (char_length(label) between 1 and 80 and label = btrim(label)),
  constraint ai_models_context_tokens_range check (context_tokens between 256 and 100000000),
  constraint ai_models_max_output_tokens_range
    check (max_output_tokens between 1 and context_tokens)
);
comment on table public.ai_models is 'The models that answer here, as the operator keeps the list.';
comment on column public.ai_models.name is 'What the provider calls it.';

create table public.ai_model_prices (
  model_id uuid not null references public.ai_models (id) on delete cascade,
  valid_from timestamptz not null,
  -- Micro-units of the installation's currency for a million tokens.
  input_price bigint not null,
  output_price bigint not null,
  primary key (model_id, valid_from),
  constraint ai_model_prices_range
    check (input_price between 0 and 1000000000000 and output_price between 0 and 1000000000000)
);
comment on table public.ai_model_prices is
  'What a model costs from a moment on, until the next price of the same model.';

create table public.ai_runs (
  id uuid not null default private.uuidv7(),
  community_id uuid not null references public.communities (id) on delete cascade,
  -- The ledger outlives the person, the agent and the model.
  user_id uuid references public.profiles (id) on delete set null,
  agent_id uuid references public.agents (id) on delete set null,
  model_id uuid references public.ai_models (id) on delete set null,
  model text not null,
  -- Messages leave by their conversation's retention, runs by the month: neither holds the other.
  message_id uuid not null,
  outcome text not null,
  input_tokens integer,
  output_tokens integer,
  cost bigint,
  first_word_ms integer,
  duration_ms integer not null,
  primary key (id),
  constraint ai_runs_model_length check (char_length(model) between 1 and 200),
  constraint ai_runs_outcome_known
    check (outcome in ('complete', 'stopped', 'cut_off', 'failed')),
  constraint ai_runs_counts_positive check (
    input_tokens >= 0 and output_tokens >= 0 and cost >= 0 and first_word_ms >= 0
    and duration_ms >= 0
  )
) partition by range (id);
comment on table public.ai_runs is
  'What each answer took; its key says when. Tokens are null where the provider did not count them, '
  'the cost (micro-units) where the model has no price.';

create index ai_runs_community on public.ai_runs (community_id, id desc);
create index ai_runs_person on public.ai_runs (user_id, id desc);
create index ai_runs_agent on public.ai_runs (agent_id, id desc);
create index ai_runs_model on public.ai_runs (model_id, id desc);
create index ai_runs_message on public.ai_runs (message_id);

select private.register_partitions('public.ai_runs', 24);

create table public.message_ratings (
  message_id uuid not null,
  conversation_id uuid not null,
  user_id uuid not null references public.profiles (id) on delete cascade,
  good boolean not null,
  reason text not null default '',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (message_id, user_id),
  constraint message_ratings_message foreign key (conversation_id, message_id)
    references public.messages (conversation_id, id) on delete cascade,
  constraint message_ratings_reason_length check (char_length(reason) <= 2000)
);
comment on table public.message_ratings is 'What a person thinks of an answer.';

create index message_ratings_message on public.message_ratings (conversation_id, message_id);
create index message_ratings_user on public.message_ratings (user_id);

create trigger ai_models_touch before update on public.ai_models
  for each row execute function private.touch_updated_at();
create trigger message_ratings_touch before update on public.message_ratings
  for each row execute function private.touch_updated_at();

-- The price that held when the answer began.
create function private.cost_of(
  p_model uuid,
  p_at timestamptz,
  p_input_tokens integer,
  p_output_tokens integer
)
returns bigint
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return (
    select ceil(
      (
        coalesce(p_input_tokens, 0)::numeric * ai_model_prices.input_price
        + coalesce(p_output_tokens, 0)::numeric * ai_model_prices.output_price
      ) / 1000000
    )::bigint
    from public.ai_model_prices
    where ai_model_prices.model_id = p_model and ai_model_prices.valid_from <= p_at
    order by ai_model_prices.valid_from desc
    limit 1
  );
end;
$$;

create function public.record_run(p_answer uuid, p_run jsonb)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_me constant uuid := private.require_person();
  v_model constant text := left(coalesce(nullif(p_run ->> 'model', ''), 'unknown'), 200);
  v_input constant integer := (p_run ->> 'inputTokens')::integer;
  v_output constant integer := (p_run ->> 'outputTokens')::integer;
  v_duration constant integer := coalesce((p_run ->> 'durationMs')::integer, 0);
  v_began constant timestamptz := clock_timestamp() - make_interval(secs => v_duration / 1000.0);
  v_model_id uuid;
begin
  select ai_models.id into v_model_id
  from public.ai_models
  where ai_models.provider = p_run ->> 'provider' and ai_models.name = v_model;
  -- An answer has one run, however often its maker tells of it.
  insert into public.ai_runs (
    community_id, user_id, agent_id, model_id, model, message_id, outcome, input_tokens,
    output_tokens, cost, first_word_ms, duration_ms
  )
  select conversations.community_id, v_me, conversations.agent_id, v_model_id, v_model, messages.id,
    messages.status, v_input, v_output, private.cost_of(v_model_id, v_began, v_input, v_output),
    (p_run ->> 'firstWordMs')::integer, v_duration
  from public.messages
  join public.conversations on conversations.id = messages.conversation_id
  where messages.id = p_answer
    and messages.author = 'agent'
    and messages.status <> 'streaming'
    and conversations.owner_id = v_me
    and not exists (select from public.ai_runs where ai_runs.message_id = messages.id);
end;
$$;
comment on function public.record_run(uuid, jsonb) is
  'Notes what a finished answer of mine took: {provider, model, inputTokens, outputTokens, '
  'firstWordMs, durationMs}. A second time, and for an answer that is not mine, nothing happens.';

-- Grants ------------------------------------------------------------------------------------------

revoke all on table
  public.ai_models, public.ai_model_prices, public.ai_runs, public.message_ratings
from public, anon, authenticated, service_role;

grant select on table
  public.ai_models, public.ai_model_prices, public.ai_runs, public.message_ratings
to authenticated;
grant
  insert (
    provider, name, label, takes_images, takes_files, context_tokens, max_output_tokens, enabled
  ),
  update (label, takes_images, takes_files, context_tokens, max_output_tokens, enabled),
  delete
on table public.ai_models to authenticated;
-- A price that was charged is not rewritten: a new one begins.
grant insert (model_id, valid_from, input_price, output_price)
on table public.ai_model_prices to authenticated;
grant insert (message_id, conversation_id, user_id, good, reason), update (good, reason), delete
on table public.message_ratings to authenticated;

grant select on table public.ai_models, public.ai_model_prices to aigym_definer;
grant select,
  insert (
    community_id, user_id, agent_id, model_id, model, message_id, outcome, input_tokens,
    output_tokens, cost, first_word_ms, duration_ms
  )
on table public.ai_runs to aigym_definer;

revoke all on function
  private.cost_of(uuid, timestamptz, integer, integer), public.record_run(uuid, jsonb)
from public, anon, authenticated, service_role;
grant execute on function private.cost_of(uuid, timestamptz, integer, integer) to aigym_definer;
grant execute on function public.record_run(uuid, jsonb) to authenticated;

-- Row-level security ------------------------------------------------------------------------------

alter table public.ai_models enable row level security;
alter table public.ai_model_prices enable row level security;
alter table public.ai_runs enable row level security;
alter table public.message_ratings enable row level security;

create policy "People see the models that answer, super admins all"
  on public.ai_models for select to authenticated
  using (
    (enabled and (select private.me()) is not null)
    or (select private.is_platform_admin())
  );
create policy "Super admins add models"
  on public.ai_models for insert to authenticated
  with check ((select private.is_platform_admin()));
create policy "Super admins change models"
  on public.ai_models for update to authenticated
  using ((select private.is_platform_admin()))
  with check ((select private.is_platform_admin()));
create policy "Super admins drop models"
  on public.ai_models for delete to authenticated
  using ((select private.is_platform_admin()));

create policy "People see the prices of the models that they see"
  on public.ai_model_prices for select to authenticated
  using (exists (select from public.ai_models where ai_models.id = ai_model_prices.model_id));
create policy "Super admins set prices"
  on public.ai_model_prices for insert to authenticated
  with check ((select private.is_platform_admin()));

-- ai_runs: what was used, never what was said.
create policy "People see what they used, coaches what their community used"
  on public.ai_runs for select to authenticated
  using (
    user_id = (select private.me())
    or community_id = any ((select private.my_admin_communities())::uuid[])
    or (select private.is_platform_admin())
  );

create policy "Ratings are seen with their conversation"
  on public.message_ratings for select to authenticated
  using (
    exists (
      select from public.conversations where conversations.id = message_ratings.conversation_id
    )
  );
create policy "People rate the answers that they asked for"
  on public.message_ratings for insert to authenticated
  with check (
    user_id = (select private.me())
    and exists (
      select from public.messages
      join public.conversations on conversations.id = messages.conversation_id
      where messages.conversation_id = message_ratings.conversation_id
        and messages.id = message_ratings.message_id
        and messages.author = 'agent'
        and conversations.owner_id = (select private.me())
    )
  );
create policy "People change their own ratings"
  on public.message_ratings for update to authenticated
  using (user_id = (select private.me()))
  with check (user_id = (select private.me()));
create policy "People take their own ratings back"
  on public.message_ratings for delete to authenticated
  using (user_id = (select private.me()));

create policy "Definer functions read models"
  on public.ai_models for select to aigym_definer using (true);
create policy "Definer functions read prices"
  on public.ai_model_prices for select to aigym_definer using (true);
create policy "Definer functions read the asker's runs"
  on public.ai_runs for select to aigym_definer
  using (user_id = (select private.me()));
create policy "Definer functions note the asker's runs"
  on public.ai_runs for insert to aigym_definer
  with check (user_id = (select private.me()));

grant create on schema private, public to aigym_definer;
alter function private.cost_of(uuid, timestamptz, integer, integer) owner to aigym_definer;
alter function public.record_run(uuid, jsonb) owner to aigym_definer;
revoke create on schema private, public from aigym_definer;
