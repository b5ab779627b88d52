import { readTable } from '../read-table.ts'

const kind = (table: string, columns: string) => `
${table}
  select  of the published      content-published  + members super
  select  of the draft          content-drafts     + coach super
  insert  for an item           content-written    + coach super
  update ${columns}  of the published  content-written  + coach super
  update ${columns}  of the draft      content-written  + coach super
  update  *                     content-fixed      -
  delete  *                     content-fixed      -
`

const part = (table: string, columns: string) => `
${table}
  select  of the published      content-published  + members super
  select  of the draft          content-drafts     + coach super
  insert  of the draft          content-written    + coach super
  update ${columns}  of the published  content-written  + coach super
  update ${columns}  of the draft      content-written  + coach super
  update  *                     content-fixed      -
  delete  of the published      content-written    + coach super
  delete  of the draft          content-written    + coach super
`

/** What all five kinds of content share, what each adds, and what is a person's own. */
export const repositories = readTable(
  'app',
  `
content_assignments
  select  to Northside               platform-items     + members super
  select  to all                     platform-items     + members rival rival-coach super
  insert  in one’s own name          platform-items     + super
  insert  in the super admin’s name  platform-items     + super  x super-granted super-lapsed
  update  *                          platform-items     -
  delete  to Northside               platform-items     + super

content_versions
  select  of the published           instructions-kept  + coach super
  insert  of the published           content-fixed      -
  update  *                          content-fixed      -
  delete  *                          content-fixed      -

tags
  select  Northside’s                content-published  + members super
  select  the platform’s             platform-items   + signed-in
  insert  Northside’s                content-written    + coach super
  insert  the platform’s             platform-items     + super
  update name  Northside’s           content-written    + coach super
  update name  the platform’s        platform-items     + super
  update  *                          content-fixed      -
  delete  Northside’s                content-written    + coach super
  delete  the platform’s             platform-items     + super

documents
  select  for the class              content-published  + owner coach super

content_tags
  select  of the published           content-published  + members super
  select  of one for the class       content-published  + owner coach super
  select  of the draft               content-drafts     + coach super
  insert  of the draft               content-written    + coach super
  update  *                          content-fixed      -
  delete  of the published           content-written    + coach super
  delete  of the draft               content-written    + coach super

files
  select  used by the published      files              + members super
  select  captions of the published  files              + members super
  select  the platform’s, given to Northside  platform-items  + members super
  select  the platform’s, given to all        platform-items  + members rival rival-coach super
  select  the platform’s, given to nobody     platform-items  + super
  select  used by nothing            files              + coach super
  select  the removed person’s       files              + removed coach super
  insert  in one’s own name          content-written    + coach super
  insert  in the coach’s name        content-written    + coach  x coach-aal2
  insert  of the platform, in one’s own name  platform-items  + super
  update name, media_type, bytes, sha256, state, upload_id, part_tags, words  the platform’s, given to Northside  platform-items  + super
  update name, media_type, bytes, sha256, state, upload_id, part_tags, words  used by nothing       content-written  + coach super
  update name, media_type, bytes, sha256, state, upload_id, part_tags, words  the removed person’s  content-written  + coach super
  update  *                          content-fixed      -
  delete  used by nothing            content-written    + coach super
  delete  the removed person’s       content-written    + coach super

content_files
  select  of the published           files              + members super
  select  of the draft               files              + coach super
  select  of one given to Northside  platform-items     + members super
  insert  of the draft               content-written    + coach super
  update place  of the published     content-written    + coach super
  update place  of the draft         content-written    + coach super
  update place  of one given to Northside  platform-items  + super
  update  *                          content-fixed      -
  delete  of one given to Northside  platform-items     + super
  delete  of the published           content-written    + coach super
  delete  of the draft               content-written    + coach super
${kind('videos', 'address, duration_seconds, transcript')}
${kind('documents', 'body')}
${kind('prompts', 'body')}
${kind('automations', 'trigger_kind, trigger_settings')}
${part('video_chapters', 'starts_at_second, title')}
${part('video_captions', 'label, file_id')}
${part('prompt_variables', 'place, type, label, help, default_value, required')}
prompt_variables
  select  a choice of the published  content-published  + members super
  update options  a choice of the published  content-written  + coach super

automation_steps
  select  of the published           instructions-kept  + coach super
  select  of the draft               instructions-kept  + coach super
  insert  of the draft               instructions-kept  + coach super
  update place, action, settings  of the published  instructions-kept  + coach super
  update place, action, settings  of the draft      instructions-kept  + coach super
  update  *                          content-fixed      -
  delete  of the published           instructions-kept  + coach super
  delete  of the draft               instructions-kept  + coach super

content_progress
  select  one’s own                  own-progress       + signed-in
  select  somebody else’s            own-progress       . rest
  insert  with a published item      own-progress       + members super
  insert  with a draft               own-progress       + coach super
  insert  for the neighbour          own-progress       + neighbour
  update reached, share, completed_at, watched, seen_at, seen_before  one’s own  own-progress  + signed-in
  update reached, share, completed_at, watched, seen_at, seen_before  somebody else’s  own-progress  . rest
  update  *                          own-progress       -
  delete  one’s own                  own-progress       + signed-in
  delete  somebody else’s            own-progress       . rest

favourites
  select  one’s own                  own-progress       + signed-in
  select  somebody else’s            own-progress       . rest
  insert  of a published item        own-progress       + members super
  insert  of a draft                 own-progress       + coach super
  insert  for the neighbour          own-progress       + neighbour
  update  *                          own-progress       -
  delete  one’s own                  own-progress       + signed-in
  delete  somebody else’s            own-progress       . rest
`,
)
