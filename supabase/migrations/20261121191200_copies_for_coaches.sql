-- Coaches see which copies of conversations are shared in their community, by what stands on them, and
-- revoke them. What a copy holds stays with whoever shares it and whoever has its link.

alter policy "People see the copies that they share"
  on public.conversation_copies
  using (
    (
      owner_id = (select private.me())
      and community_id = any ((select private.my_communities())::uuid[])
    )
    or community_id = any ((select private.my_admin_communities())::uuid[])
  );
alter policy "People see the copies that they share"
  on public.conversation_copies
  rename to "People see the copies that they share, coaches their community's";
alter policy "People revoke the copies that they share"
  on public.conversation_copies
  using (
    (
      owner_id = (select private.me())
      and community_id = any ((select private.my_communities())::uuid[])
    )
    or community_id = any ((select private.my_admin_communities())::uuid[])
  );
alter policy "People revoke the copies that they share"
  on public.conversation_copies
  rename to "People revoke the copies that they share, coaches their community's";
alter policy "What a copy holds is seen by whoever shares it"
  on public.copied_messages
  using (
    exists (
      select from public.conversation_copies
      where conversation_copies.id = copied_messages.copy_id
        and conversation_copies.owner_id = (select private.me())
    )
  );

-- allow index: copies are made by hand, and are few
create index conversation_copies_lately
  on public.conversation_copies (community_id, created_at desc, id desc);
drop index public.conversation_copies_community;
