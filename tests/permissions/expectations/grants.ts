import { readTable } from '../read-table.ts'

/** What communities let super admins read, for a time. */
export const grants = readTable(
  'app',
  `
access_grants
  select  Northside’s               grants-made     + coach super-granted
  select  Harbor’s                  grants-made     + rival-coach super-lapsed
  insert  to a super admin          grants-made     + coach
  insert  in the coach’s name       grants-made     + coach  x coach-aal2
  insert  to who is no super admin  grants-made     422 rest coach-aal1 super-aal1
  update revoked_at  Northside’s    grants-made     + coach
  update revoked_at  Harbor’s       grants-made     + rival-coach
  update  *                         grants-made     -
  delete  *                         grants-made     -

access_looks
  select  at a private one          talk-operators  + owner coach super-granted
  insert  at a private one          talk-operators  -
  update  *                         talk-operators  -
  delete  *                         talk-operators  -

read_by_grant
  call    a private one             talk-operators  + super-granted  404 rest
  call    another, not granted      talk-operators  404 rest
`,
)
