-- Undoes 20261121171000_limits_and_turns.sql. The limits go; answers that wait begin when asked again.

drop function public.admit_answer(jsonb, jsonb, jsonb);
drop function public.take_turn(uuid);
drop trigger automation_run_steps_turn_over on public.automation_run_steps;
drop trigger messages_turn_over on public.messages;
drop function private.leave_turn();
drop function private.turn_of(uuid, uuid, uuid);
drop function private.give_turns(uuid);
drop function private.turn_free(uuid, uuid);
drop function private.turn_alive(private.answer_turns);
drop function private.count_message(uuid, uuid, integer);
drop function private.has_limits(uuid[]);
drop function private.limits_of(uuid);
drop table private.answer_turns;
drop table private.message_counts;
drop table public.answer_limits;
