-- Undoes 20261121160200_groups_by_address.sql.

drop function public.add_to_group(uuid, text[]);
alter policy "Definer functions fill groups, with me or for those who may" on public.group_members
  rename to "Definer functions put me into the group I was invited to";
alter policy "Definer functions put me into the group I was invited to" on public.group_members
  with check (user_id = (select private.me()));
