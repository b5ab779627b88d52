import { readTable } from '../read-table.ts'

/** What coaches bring in, and where it came from. */
export const exchange = readTable(
  'app',
  `
content_imports
  select  Northside’s                content-drafts     + coach super
  insert  in one’s own name          content-written    + coach super
  insert  in the coach’s name        content-written    + coach  x coach-aal2
  update file_id, status, publish, overwrite, report, done  Northside’s  content-written  + coach super
  update  *                          content-fixed      -
  delete  *                          content-fixed      -

content_origins
  select  Northside’s                content-drafts     + coach super
  insert  of the draft               content-written    + coach super
  update digest, files_digest, item_version  Northside’s  content-written  + coach super
  update  *                          content-fixed      -
  delete  *                          content-fixed      -

plan_import
  call    of a document              content-written    + coach super  x rest

import_notes
  call    of a document              content-written    + coach super  x rest

run_import
  call    Northside’s                content-written    + coach super  x rest
`,
)
