import { readTable } from '../read-table.ts'

/**
 * What the product's own functions reach when they are called for somebody: tried through a function
 * that checks nothing. Of their rights only those that they were granted are listed.
 */
export const functions = readTable(
  'functions',
  `
profiles
  select               the owner’s               functions-look-up  + rest
  insert               somebody’s                functions-look-up    + rest
  update suspended_at  the owner’s               functions-bound    + super
communities
  select               by invitation             functions-look-up  + rest
memberships
  select               the owner’s               functions-look-up  + rest
  insert               somebody else             functions-look-up    + rest
  update role          the owner’s               functions-bound    + coach super
  update role          the rival’s               functions-bound    + rival-coach super
  delete               the owner’s               functions-bound    + owner coach super
  delete               the rival’s               functions-bound    + rival rival-coach super
pending_members
  select               who is awaited            functions-look-up  + rest
  insert               an address                functions-look-up    + rest
  update role          who is awaited            functions-look-up    + rest
  delete               who is awaited            functions-look-up    + rest
join_requests
  select               the applicant’s           functions-look-up  + rest
  delete               the applicant’s           functions-bound    + rival-coach super
platform_admins
  select               the super admin           functions-look-up  + rest
content_items
  select               the draft                 functions-look-up  + rest
  update audience      the draft                 functions-look-up  + rest
content_audience
  select               the class                 functions-look-up  + rest
  insert               the neighbour             functions-bound    + coach super
  delete               the class                 functions-bound    + coach super
agents
  select               the draft                 functions-look-up  + rest
agent_instructions
  select               of the draft              functions-look-up  + rest
agent_knowledge
  select               a draft                   functions-look-up  + rest
conversations
  select               a private one             functions-bound    + owner super-granted
  select               a shared one              functions-bound    + owner
  select               the removed person’s      functions-bound    + removed
  insert               one’s own                 functions-bound    + members
  insert               in the owner’s name       functions-bound    + owner
  update last_message_at, leaf_id, start_key, title  a private one  functions-bound   + owner
  update last_message_at, leaf_id, start_key, title  the removed person’s  functions-bound  + removed
messages
  select               in a private one          functions-bound    + owner super-granted
  select               in a shared one           functions-bound    + owner
  select               in the removed person’s   functions-bound    + removed
  insert               in a private one          functions-bound    + owner
  update text, status, model, stop_requested_at, saved_at, completed_at, left_out  an answer in a private one  functions-bound  + owner
  update text, status, model, stop_requested_at, saved_at, completed_at, left_out  in a private one  functions-bound  . rest
  update failure       an answer cut off         functions-bound    + owner

message_posts
  select               of a private one          functions-bound    + owner
  select               of the removed person’s   functions-bound    + removed
  insert               of a private one          functions-bound    + owner
conversation_documents
  select               of a private one          functions-bound    + owner
  select               of the removed person’s   functions-bound    + removed
answer_sources
  select               in a private one          functions-bound    + owner
  select               in the removed person’s   functions-bound    + removed
  insert               in a private one          functions-bound    + owner
answer_agents
  select               of a private one          functions-bound    + owner super-granted
  select               of a shared one           functions-bound    + owner
  insert               of a private one          functions-bound    + owner
conversation_copies
  select               for members               functions-bound    + members  . coach-aal1
  select               for everybody             functions-look-up  + rest
  select               the removed person’s      functions-bound    . rest
  insert               of a private one          functions-bound    + owner
  delete               for members               functions-bound    + owner
copied_messages
  select               in one for members        functions-bound    + members  . coach-aal1
  insert               in one for members        functions-bound    + owner
answer_reports
  select               the owner’s               functions-bound    + owner coach
  select               the removed person’s      functions-bound    + removed coach
  insert               one’s own                 functions-bound    + members
  delete               the owner’s               functions-bound    + owner
  delete               the removed person’s      functions-bound    . rest
moderation_rules
  select               of Harbor                 functions-bound    + rival rival-coach
held_messages
  select               shared                    functions-bound    + owner coach
  select               not shared                functions-bound    + owner
  select               the removed person’s      functions-bound    + removed coach
  insert               one’s own                 functions-bound    + members
  update state, appeal, appealed_at, note, settled_at  shared  functions-bound  + owner coach
  update shared        shared  functions-bound  + owner  x coach
  update state, appeal, appealed_at, note, settled_at  not shared  functions-bound  + owner
  update shared        not shared  functions-bound  + owner  x coach
  update state, appeal, appealed_at, note, settled_at  the removed person’s  functions-bound  + removed coach
  update shared        the removed person’s  functions-bound  + removed  x coach
compared_answers
  select               in a private one          functions-bound    + owner
  select               in the removed person’s   functions-bound    + removed
  insert               in a private one          functions-bound    + owner
  update message_id, chosen_at  in a private one  functions-bound    + owner
  update message_id, chosen_at  in the removed person’s  functions-bound    + removed
message_files
  select               waiting in a private one  functions-look-up  + rest
  select               sent in the removed person’s  functions-look-up  + rest
  insert               in a private one          functions-bound    + owner
  update message_id    waiting in a private one  functions-bound    + owner
  update message_id    sent in the removed person’s  functions-bound  + removed
  delete               waiting in a private one  functions-bound    + owner
  delete               sent in a private one     functions-bound    . rest
message_drafts
  select               in a private one          functions-bound    + owner
  select               in the removed person’s   functions-bound    + removed
  insert               in one without            functions-bound    + owner
  update text, updated_at  in a private one      functions-bound    + owner
  update text, updated_at  in the removed person’s   functions-bound    + removed
  delete               in a private one          functions-bound    + owner
  delete               in the removed person’s   functions-bound    + removed
running_answers
  select               of the owner’s            functions-bound    + owner
  insert               in a private one          functions-bound    + owner
  delete               of the owner’s            functions-bound    + owner
videos
  select               of the draft              functions-look-up  + rest
documents
  select               of the draft              functions-look-up  + rest
prompts
  select               of the draft              functions-look-up  + rest
automations
  select               of the draft              functions-look-up  + rest
video_chapters
  select               of the draft              functions-look-up  + rest
video_captions
  select               of the draft              functions-look-up  + rest
prompt_variables
  select               of the draft              functions-look-up  + rest
automation_steps
  select               of the draft              functions-look-up  + rest
automation_runs
  select               the owner’s               functions-bound    + owner
  select               the removed person’s      functions-bound    + removed
  insert               one’s own                 functions-bound    + members
  update stop_requested_at  the owner’s          functions-bound    + owner
  update stop_requested_at  the removed person’s  functions-bound   + removed
automation_run_steps
  select               of the owner’s            functions-bound    + owner
  select               of the removed person’s   functions-bound    + removed
  insert               of the owner’s            functions-bound    + owner
  update id, status, input, output, failure, model, saved_at  of the owner’s  functions-bound  + owner
  update id, status, input, output, failure, model, saved_at  of the removed person’s  functions-bound  + removed
content_tags
  select               of the draft              functions-look-up  + rest
  update title, shown_at, limited  of the draft           functions-look-up  + rest
content_tallies
  select               of the draft              functions-look-up  + rest
  insert               of what was not counted   functions-look-up    + rest
  update uses, good, bad  of the draft           functions-look-up  + rest
content_progress
  select               one’s own                 functions-bound    + signed-in
  select               somebody else’s           functions-bound    . rest
content_files
  select               of the draft              functions-look-up  + rest
content_assignments
  select               to Northside              functions-look-up  + rest
content_versions
  select               of the published          functions-look-up  + rest
  insert               of the published          functions-look-up  + rest
tags
  select               Northside’s               functions-look-up  + rest
files
  select               used by nothing           functions-look-up  + rest
ai_models
  select               not enabled               functions-look-up  + rest
ai_model_prices
  select               of one not enabled        functions-look-up  + rest
provider_keys
  select               of Northside              functions-bound    + members super coach-aal1
  select               the platform’s            functions-look-up  + rest
  update last_used_at  of Northside              functions-bound    + members coach-aal1
  update last_used_at  the platform’s            functions-look-up  + rest
ai_runs
  select               the owner’s               functions-bound    + owner
  insert               the owner’s               functions-bound    + owner
  update model_id, model, input_tokens, output_tokens, first_word_ms, duration_ms  the owner’s  functions-bound  + owner
  update cost          the owner’s               functions-bound    . rest
feature_flags
  select               sandbox                   functions-look-up  + rest
feature_flag_rules
  select               for the applicant         functions-look-up  + rest
community_limits
  select               of Northside              functions-look-up  + rest
  update updated_at    of Northside              functions-bound    x rest
groups
  select               without anybody           functions-look-up  + rest
group_members
  select               the owner’s               functions-look-up  + rest
  insert               the neighbour             functions-bound    + neighbour coach super
invitations
  select               to Northside              functions-look-up  + rest
  insert               to Northside              functions-bound    + coach super
  update revoked_at    to Northside              functions-bound    x rest
invitation_uses
  select               the owner’s               functions-look-up  + rest
  insert               for the neighbour         functions-bound    + neighbour
access_grants
  select               Northside’s               functions-look-up  + rest
private.search_items
  select               the draft                 functions-look-up  + rest
  insert               of an item                functions-look-up    + rest
  update title, names, words, stale, made_in  the draft  functions-look-up  + rest
private.search_passages
  select               of the draft              functions-look-up  + rest
  insert               of the draft              functions-look-up    + rest
  delete               of the draft              functions-look-up    + rest
private.search_words
  select               a word                    functions-look-up  + rest
  insert               a word                    functions-look-up    + rest
private.search_talks
  select               a private one             functions-look-up  + rest
access_looks
  select               at a private one          functions-bound    . rest
  insert               at a private one          functions-bound    + super-granted
`,
)
