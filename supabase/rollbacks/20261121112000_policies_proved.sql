-- Undoes 20261121112000_policies_proved.sql. No rows are touched.

do $$
declare
  v_table text;
begin
  foreach v_table in array array[
    'access_looks', 'agent_instructions', 'agents', 'automation_steps', 'automations',
    'content_files', 'content_tags', 'content_versions', 'documents', 'messages', 'prompt_variables',
    'prompts', 'video_captions', 'video_chapters', 'videos'
  ]
  loop
    execute format(
      'create policy "A second factor where it must be" on public.%I as restrictive for all '
      'to authenticated using ((select private.second_factor_met()))',
      v_table
    );
  end loop;
end
$$;

alter policy "Definer functions add messages for the asker" on public.messages
  with check (
    exists (
      select from public.conversations where conversations.id = messages.conversation_id
    )
  );
alter policy "Definer functions write the asker's answers" on public.messages
  using (
    author = 'agent'
    and exists (
      select from public.conversations where conversations.id = messages.conversation_id
    )
  )
  with check (author = 'agent');
alter policy "Definer functions find the asker's posts" on public.message_posts
  using (
    exists (
      select from public.conversations where conversations.id = message_posts.conversation_id
    )
  );
alter policy "Definer functions note the asker's posts" on public.message_posts
  with check (
    exists (
      select from public.conversations where conversations.id = message_posts.conversation_id
    )
  );
alter policy "Definer functions find the asker's running answers" on public.running_answers
  using (
    exists (
      select from public.conversations where conversations.id = running_answers.conversation_id
    )
  );
alter policy "Definer functions note the asker's running answers" on public.running_answers
  with check (
    exists (
      select from public.conversations where conversations.id = running_answers.conversation_id
    )
  );
alter policy "Definer functions end the asker's running answers" on public.running_answers
  using (
    exists (
      select from public.conversations where conversations.id = running_answers.conversation_id
    )
  );

drop policy "A second factor where it must be, but for oneself" on public.profiles;

-- All but those two had their condition twice.
do $$
declare
  v_policy record;
begin
  for v_policy in
    select polname, polrelid::regclass as of_table, pg_get_expr(polqual, polrelid) as condition
    from pg_catalog.pg_policy
    where polcmd = 'w'
      and polrelid in (
        select oid from pg_catalog.pg_class where relnamespace = 'public'::regnamespace
      )
      and polwithcheck is null
      and polrelid not in ('public.agents'::regclass, 'public.agent_instructions'::regclass)
  loop
    execute format(
      'alter policy %I on %s with check (%s)',
      v_policy.polname, v_policy.of_table, v_policy.condition
    );
  end loop;
end
$$;
