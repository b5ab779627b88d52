-- The audit was not told of some settings of a community, of what else changes in a model, and for
-- whom a flag's rule is; a ban that was lifted read as a ban, by the person themself. And chains that
-- could not be signed stood before all others.

-- The rest of the functions stays as it is, and so is not written out again.
create function private.change_function(p_function regprocedure, p_from text, p_to text)
returns void
language plpgsql
security invoker
set search_path = ''
as $$
declare
  v_before constant text := pg_get_functiondef(p_function);
  v_after constant text := replace(v_before, p_from, p_to);
begin
  if v_after = v_before then
    raise exception '% does not read as expected', p_function;
  end if;
  execute v_after;
end;
$$;
select private.change_function(
  'private.unsigned_audit(integer)',
  $from$ STABLE SECURITY DEFINER$from$,
  $to$ SECURITY DEFINER$to$
);
select private.change_function(
  'private.unsigned_audit(integer)',
  $from$order by chain limit p_limit$from$,
  $to$order by random() limit p_limit$to$
);
select private.change_function(
  'private.audit_row()',
  $from$      v_context := v_context || jsonb_build_object(v_column, coalesce(v_is, v_was));
$from$,
  $to$      v_context := v_context || jsonb_build_object(
        v_column,
        case v_how
          when '=person' then private.audit_ref(coalesce(v_is, v_was)::uuid)::text
          else coalesce(v_is, v_was)
        end
      );
$to$
);
select private.change_function(
  'private.audit_auth()',
  $from$          case when old.banned_until is distinct from new.banned_until then 'account.banned' end
$from$,
  $to$          case when old.banned_until is distinct from new.banned_until then
            case when new.banned_until > clock_timestamp() then 'account.banned' else 'account.admitted' end
          end
$to$
);
select private.change_function(
  'private.audit_auth()',
  $from$  perform private.write_audit(action, null, 'person', v_person::text, v_details, 'done', v_actor)
$from$,
  $to$  perform private.write_audit(
    action, null, 'person', v_person::text, v_details, 'done',
    -- Nobody bans or admits themselves: whoever it was spoke to Auth as its administrator.
    case when action not in ('account.banned', 'account.admitted') then v_actor end
  )
$to$
);
drop function private.change_function(regprocedure, text, text);
comment on function private.audit_row() is
  'For a trigger `after insert or delete or update of …`, for each row. Arguments: the thing; the '
  'column of its community ('''' for the platform''s; `access_grants.grant_id`: that of the grant '
  'with this id); the kind of subject and the column of its id; '
  'then the columns to tell of. `role`: with its values. `name!`: only that it changed. '
  '`status=`: the new value is the verb. `deleted_at=deleted/restored`: verbs for set and cleared. '
  '`+kind`: told each time; `+user_id=person`: as a reference.';

create or replace trigger communities_audit
  after insert or delete or update
  on public.communities for each row
  execute function private.audit_row(
    'community', 'id', 'community', 'id',
    'join_policy', 'conversation_readers', 'second_factor', 'review_before_publish',
    'conversation_retention_days', 'public_copies', 'search_languages',
    'slug!', 'name!', 'description!', 'accent_color!', 'time_zone!',
    'deleted_at=deleted/restored'
  );
create or replace trigger ai_models_audit after insert or delete or update on public.ai_models
  for each row execute function private.audit_row(
    'model', '', 'model', 'id', 'enabled',
    'provider', 'takes_images', 'takes_files', 'context_tokens', 'max_output_tokens', 'name!', 'label!'
  );
create or replace trigger feature_flag_rules_audit
  after insert or delete or update on public.feature_flag_rules
  for each row execute function private.audit_row(
    'flag-rule', '', 'flag', 'flag_key', '+role', '+community_id', '+user_id=person', 'has'
  );
