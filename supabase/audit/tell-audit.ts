import type pg from 'pg'

/** What an operator's command did, for the audit of the platform. */
export interface OperatorEvent {
  /** Such as `backup.made`. */
  action: string
  subject: { kind: string; id: string }
  /** Codes and numbers. */
  details: Record<string, unknown>
}

/**
 * Adds a row to the audit, in the transaction of what it tells of, if one is open. Nobody of the
 * product acts here: who it was is the role that logged in.
 */
export async function tellAudit(
  client: pg.ClientBase,
  { action, subject, details }: OperatorEvent,
): Promise<void> {
  await client.query(
    `select private.write_audit($1, null, $2, $3, $4::jsonb || jsonb_build_object('role', session_user))`,
    [action, subject.kind, subject.id, details],
  )
}

/** Whether a database has an audit: one of early migrations has none. */
export async function hasAudit(client: pg.ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ there: boolean }>(
    `select to_regprocedure('private.write_audit(text, uuid, text, text, jsonb, text, uuid)') is not null
       as there`,
  )
  return rows[0]?.there === true
}
