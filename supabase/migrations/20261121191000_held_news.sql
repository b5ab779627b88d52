-- What coaches settled of what is held of somebody, newest first: their dashboard tells it.
-- allow index: little is held, and the table is young
create index held_messages_settled on public.held_messages (owner_id, settled_at desc, id desc)
  where settled_at is not null;
