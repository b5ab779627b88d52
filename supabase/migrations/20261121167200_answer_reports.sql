-- An answer is reported to the coaches: that shares it, and the question before it, with them, and
-- nothing else of the conversation. Each look at the two is kept in the audit.

create table public.answer_reports (
  id uuid primary key default private.uuidv7(),
  community_id uuid not null references public.communities (id) on delete cascade,
  conversation_id uuid not null,
  message_id uuid not null,
  reporter_id uuid not null references public.profiles (id) on delete cascade,
  agent_id uuid references public.agents (id) on delete set null,
  agent_name text not null,
  -- A copy of the two, so that no policy on messages has to look here; it goes when they go.
  question text not null,
  answer text not null,
  reason text not null,
  settled_at timestamptz,
  note text not null default '',
  created_at timestamptz not null default now(),
  constraint answer_reports_message foreign key (conversation_id, message_id)
    references public.messages (conversation_id, id) on delete cascade,
  constraint answer_reports_once unique (message_id),
  constraint answer_reports_reason_length check (char_length(reason) between 1 and 2000),
  constraint answer_reports_note_length check (char_length(note) <= 2000)
);
comment on table public.answer_reports is
  'Answers that members reported to their coaches, with what was asked. The text of both is read by '
  'public.read_report() only, which keeps that it was read.';
comment on column public.answer_reports.note is 'What the coaches tell who reported it.';

create index answer_reports_lately
  on public.answer_reports (community_id, created_at desc, id desc);
create index answer_reports_open
  on public.answer_reports (community_id, created_at desc, id desc) where settled_at is null;
create index answer_reports_message on public.answer_reports (conversation_id, message_id);
create index answer_reports_reporter on public.answer_reports (reporter_id);
create index answer_reports_agent on public.answer_reports (agent_id);

create trigger answer_reports_audit
  after insert or update of settled_at on public.answer_reports
  for each row execute function private.audit_row(
    'report', 'community_id', 'report', 'id', 'settled_at=settled/reopened'
  );

create function public.report_answer(p_answer uuid, p_reason text)
returns uuid
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_me constant uuid := private.require_person();
  v_reason constant text := btrim(coalesce(p_reason, ''), E' \t\r\n');
  v_report uuid;
begin
  if v_reason = '' then
    raise exception 'A report says why.' using errcode = 'AG422', detail = 'report.empty';
  end if;
  if char_length(v_reason) > 2000 then
    raise exception 'The reason is too long.' using errcode = 'AG422', detail = 'reason.too-long';
  end if;
  insert into public.answer_reports (
    community_id, conversation_id, message_id, reporter_id, agent_id, agent_name, question, answer,
    reason
  )
  select conversations.community_id, conversations.id, answers.id, v_me,
    private.agent_of_answer(conversations.id, answers.id),
    coalesce(answer_agents.agent_name, conversations.agent_name), coalesce(asked.text, ''),
    answers.text, v_reason
  from public.messages as answers
  join public.conversations on conversations.id = answers.conversation_id
  left join public.messages as asked
    on asked.conversation_id = answers.conversation_id and asked.id = answers.parent_id
  left join public.answer_agents
    on answer_agents.conversation_id = answers.conversation_id
    and answer_agents.message_id = answers.id
  where answers.id = p_answer
    and answers.author = 'agent'
    and answers.status <> 'streaming'
    and conversations.owner_id = v_me
    and conversations.deleted_at is null
    and conversations.community_id = any (private.my_communities())
  on conflict (message_id) do nothing
  returning answer_reports.id into v_report;
  if v_report is null then
    -- The same form sent twice.
    select answer_reports.id into v_report
    from public.answer_reports
    where answer_reports.message_id = p_answer and answer_reports.reporter_id = v_me;
  end if;
  if v_report is null then
    raise exception 'There is no such answer.' using errcode = 'AG404', detail = 'not-found';
  end if;
  return v_report;
end;
$$;
comment on function public.report_answer(uuid, text) is
  'Shares a finished answer of mine, and what I had asked, with the coaches. A second time nothing '
  'happens.';

create function public.read_report(p_report uuid)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_me constant uuid := private.require_person();
  v_report public.answer_reports;
begin
  select * into v_report
  from public.answer_reports
  where answer_reports.id = p_report
    and answer_reports.community_id = any (private.my_admin_communities());
  if v_report.id is null then
    raise exception 'There is no such report.' using errcode = 'AG404', detail = 'not-found';
  end if;
  perform private.write_audit('report.read', v_report.community_id, 'report', p_report::text);
  return jsonb_build_object('question', v_report.question, 'answer', v_report.answer);
end;
$$;
comment on function public.read_report(uuid) is
  'What was reported to me as a coach: {question, answer}. The audit keeps that I read it.';

-- Grants ------------------------------------------------------------------------------------------

revoke all on table public.answer_reports from public, anon, authenticated, service_role;
grant select (
    id, community_id, conversation_id, message_id, reporter_id, agent_id, agent_name, reason,
    settled_at, note, created_at
  ),
  update (settled_at, note)
on table public.answer_reports to authenticated;
grant select, insert (
  community_id, conversation_id, message_id, reporter_id, agent_id, agent_name, question, answer,
  reason
) on table public.answer_reports to aigym_definer;
revoke all on function public.report_answer(uuid, text), public.read_report(uuid)
from public, anon, authenticated, service_role;
grant execute on function public.report_answer(uuid, text), public.read_report(uuid)
to authenticated;

-- Row-level security ------------------------------------------------------------------------------

alter table public.answer_reports enable row level security;

create policy "People see what they reported, coaches what was reported to them"
  on public.answer_reports for select to authenticated
  using (
    (
      reporter_id = (select private.me())
      and community_id = any ((select private.my_communities())::uuid[])
    )
    or community_id = any ((select private.my_admin_communities())::uuid[])
  );
create policy "Coaches settle what was reported to them"
  on public.answer_reports for update to authenticated
  using (community_id = any ((select private.my_admin_communities())::uuid[]));
create policy "A second factor where it must be"
  on public.answer_reports as restrictive for all to authenticated
  using ((select private.second_factor_met()));

create policy "Definer functions read what the asker reported, or is to look into"
  on public.answer_reports for select to aigym_definer
  using (
    reporter_id = (select private.me())
    or community_id = any ((select private.my_admin_communities())::uuid[])
  );
create policy "Definer functions keep what the asker reports"
  on public.answer_reports for insert to aigym_definer
  with check (
    reporter_id = (select private.me())
    and community_id = any ((select private.my_communities())::uuid[])
  );

grant create on schema public to aigym_definer;
alter function public.report_answer(uuid, text) owner to aigym_definer;
alter function public.read_report(uuid) owner to aigym_definer;
revoke create on schema public from aigym_definer;
