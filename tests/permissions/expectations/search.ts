import { readTable } from '../read-table.ts'

/** What a search of Northside finds: what its policies would show, and nothing else. */
export const search = readTable(
  'app',
  `
search
  call  the published              content-published  + members super . rest
  call  the draft                  content-drafts     + coach super . rest
  call  the deleted                content-drafts     . rest
  call  for the class              content-published  + owner coach super . rest
  call  for nobody any more        content-published  + coach super . rest
  call  given to Northside         platform-items     + members super . rest
  call  given to all               platform-items     + members super . rest
  call  given to nobody            platform-items     . rest
  call  a private talk             talk-owner         + owner . rest
  call  what was said in it        talk-owner         + owner . rest
  call  a shared talk              talk-owner         + owner . rest
  call  a shared talk, deleted     talk-owner         . rest
  call  the removed person’s talk  talk-owner         . rest

search_talk
  call  a private talk             talk-owner         + owner . rest
  call  a shared talk              talk-owner         + owner . rest
  call  the removed person’s talk  talk-owner         . rest

found_items
  call  the published, as a member   content-published  + members super . rest
  call  the draft, as a member       content-drafts     . rest
  call  for the class                content-published  + owner coach super . rest
  call  given to Northside           platform-items     + members super . rest
  call  given to nobody              platform-items     . rest
  call  the draft, at the desk       content-drafts     + coach super . rest
  call  the deleted, at the desk     content-drafts     + coach super . rest

tags_in_use
  call  of a document for the class  content-published  + owner coach super . rest
  call  of the published document    content-published  + members super . rest

what_changed
  call  of a document for the class  content-published  + owner coach super . rest
  call  of the published document    content-published  + members super . rest
  call  of the draft document        content-drafts     . rest
`,
)
