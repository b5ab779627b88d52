drop index public.held_messages_settled;
