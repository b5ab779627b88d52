-- Undoes 20261121070200_content.sql. All content is lost.

drop function public.change_content(uuid, integer, text);
drop function public.save_agent(uuid, uuid, integer, jsonb);
drop table public.agent_instructions;
drop table public.agents;
drop table public.content_items;
drop function private.slug_of(text);
drop function private.keep_content_lifecycle();
