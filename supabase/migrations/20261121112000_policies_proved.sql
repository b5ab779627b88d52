-- What the matrix of permissions found (docs/permissions.md), mended: conditions that nothing could
-- break because another one held already are gone, and some that held too little hold.

-- An update policy without `with check` holds the new row to the same condition as the old one: said
-- twice, one of the two could be lost and nobody would notice.
do $$
declare
  v_policy record;
begin
  for v_policy in
    select polname, polrelid::regclass as of_table, polroles[1]::regrole as for_role,
      pg_get_expr(polqual, polrelid) as condition
    from pg_catalog.pg_policy
    where polcmd = 'w'
      and polrelid in (
        select oid from pg_catalog.pg_class where relnamespace = 'public'::regnamespace
      )
      and pg_get_expr(polqual, polrelid) = pg_get_expr(polwithcheck, polrelid)
      and pg_get_expr(polqual, polrelid) <> 'true'
  loop
    execute format('drop policy %I on %s', v_policy.polname, v_policy.of_table);
    execute format(
      'create policy %I on %s for update to %s using (%s)',
      v_policy.polname, v_policy.of_table, v_policy.for_role, v_policy.condition
    );
  end loop;
end
$$;

-- Super admins who owe a second factor saw everybody's profile.
create policy "A second factor where it must be, but for oneself"
  on public.profiles as restrictive for all to authenticated
  using (id = (select private.me()) or (select private.second_factor_met()));

-- Who may read a conversation by a grant may not write in it, even where a function forgot to ask.
alter policy "Definer functions add messages for the asker" on public.messages
  with check (
    exists (
      select from public.conversations
      where conversations.id = messages.conversation_id
        and conversations.owner_id = (select private.me())
    )
  );
drop policy "Definer functions write the asker's answers" on public.messages;
create policy "Definer functions write the asker's answers"
  on public.messages for update to aigym_definer
  using (
    author = 'agent'
    and exists (
      select from public.conversations
      where conversations.id = messages.conversation_id
        and conversations.owner_id = (select private.me())
    )
  );
alter policy "Definer functions find the asker's posts" on public.message_posts
  using (
    exists (
      select from public.conversations
      where conversations.id = message_posts.conversation_id
        and conversations.owner_id = (select private.me())
    )
  );
alter policy "Definer functions note the asker's posts" on public.message_posts
  with check (
    exists (
      select from public.conversations
      where conversations.id = message_posts.conversation_id
        and conversations.owner_id = (select private.me())
    )
  );
alter policy "Definer functions find the asker's running answers" on public.running_answers
  using (
    exists (
      select from public.conversations
      where conversations.id = running_answers.conversation_id
        and conversations.owner_id = (select private.me())
    )
  );
alter policy "Definer functions note the asker's running answers" on public.running_answers
  with check (
    exists (
      select from public.conversations
      where conversations.id = running_answers.conversation_id
        and conversations.owner_id = (select private.me())
    )
  );
alter policy "Definer functions end the asker's running answers" on public.running_answers
  using (
    exists (
      select from public.conversations
      where conversations.id = running_answers.conversation_id
        and conversations.owner_id = (select private.me())
    )
  );

-- These hang wholly from a table that has the policy (a message from its conversation, a video from
-- its item, a look from its grant or its conversation), which holds inside `exists`: asked twice, at a
-- cost each time.
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
    execute format('drop policy "A second factor where it must be" on public.%I', v_table);
  end loop;
end
$$;
