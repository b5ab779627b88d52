-- Undoes 20261121110000_security_audit.sql. The audit is lost, and with it whom its references mean;
-- what lies outside (signed heads, archived months) stays where it is.

-- `cascade` takes the triggers along: those on auth's tables only their owner may drop by name.
drop function private.audit_row() cascade;
drop function private.audit_auth() cascade;
drop function private.audit_new_person() cascade;
drop function private.forget_in_audit() cascade;

drop function public.record_security_event(text, uuid, text, text, jsonb);
drop function private.record_event(jsonb, jsonb);
drop function private.audit_place(jsonb, text);
drop function private.audit_community(text, uuid);
drop function private.keep_audit_heads(jsonb);
drop function private.unsigned_audit(integer);
drop function private.chain_audit(integer);
drop function private.write_audit(text, uuid, text, text, jsonb, text, uuid);
drop function private.audit_digest(public.security_audit);

delete from private.partitioned_tables where parent = 'public.security_audit'::regclass;
drop table public.security_audit;
drop table private.audit_heads;
drop table private.audit_tips;
drop table private.audit_chain;
drop table private.audit_waiting;
drop function private.my_audit_ref();
drop function private.audit_ref(uuid);
drop function private.audit_ref_of(text);
drop table private.audit_secret;
drop table private.audit_people;
drop function private.refuse_change();

revoke execute on function
  private.uuidv7(), private.uuidv7_at(timestamptz), private.me(), private.my_communities(),
  private.is_platform_admin(), private.require_second_factor(), private.second_factor_met(),
  private.find_confirmed_person(text)
from aigym_auditor;
revoke usage on schema public, private from aigym_auditor;
-- Another database of the same cluster may still use the role: then it stays, for it.
do $$
begin
  drop role if exists aigym_auditor;
exception
  when dependent_objects_still_exist then
    raise notice 'role aigym_auditor stays: another database uses it';
end
$$;
