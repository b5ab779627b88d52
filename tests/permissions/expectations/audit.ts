import { readTable } from '../read-table.ts'

/** The audit, and what keeps it from being bent. */
export const audit = readTable(
  'app',
  `
security_audit
  select  what the owner did        audit-seen   + owner coach super
  select  what the removed did      audit-seen   + removed coach super
  select  what the rival-coach did  audit-seen   + rival-coach super
  select  the rival’s sign-in       audit-seen   + rival super
  select  of nobody, the platform’s  audit-seen  + super
  insert  a row                     audit-added  -
  update  *                         audit-added  -
  delete  *                         audit-added  -

record_security_event
  call    an export of Northside    audit-added  + members super  x rest
  call    an export of Harbor       audit-added  + rival rival-coach super  x rest
  call    an export of all          audit-added  + super  x rest
  call    another act               audit-added  422 rest
`,
)
