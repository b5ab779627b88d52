import { readTable } from '../read-table.ts'

/** People, communities, and who belongs to which. */
export const people = readTable(
  'app',
  `
profiles
  select               one’s own                 profile-seen       + signed-in coach-aal1 super-aal1
  select               the owner’s               profile-seen       + coach super
  select               the applicant’s           profile-seen       + applicant rival-coach super
  insert               somebody’s                profile-own        -
  update display_name  one’s own                 profile-own        + signed-in coach-aal1 super-aal1
  update display_name  the owner’s               profile-own        . rest
  update               *                         super-admins         -
  delete               *                         profile-own        -

communities
  select               by invitation             community-seen     + members super
  select               open                      community-seen     + signed-in
  select               closed down               community-seen     + super
  insert               a new one                 community-founded  + super
  update name, description, join_policy, conversation_readers, accent_color, time_zone, conversation_retention_days, review_before_publish, second_factor, public_copies  by invitation  community-run  + coach super
  update name, description, join_policy, conversation_readers, accent_color, time_zone, conversation_retention_days, review_before_publish, second_factor, public_copies  open           community-run  + super
  update               *                         community-founded     -
  delete               *                         community-founded     -

memberships
  select               the owner’s               members-seen       + owner coach super
  select               the rival’s               members-seen       + rival rival-coach super
  insert               oneself, as a coach       members-changed    -
  insert               somebody else             members-changed    -
  update               *                         members-changed    -
  delete               *                         members-changed    -

pending_members
  select               who is awaited            awaited-seen       + coach super
  insert               an address                members-changed    -
  update               *                         members-changed    -
  delete               who is awaited            awaited-seen       + coach super

join_requests
  select               the applicant’s           join-seen          + applicant rival-coach super
  insert               one’s own, open           join-asked         + signed-in
  insert               one’s own, by invitation  join-asked         x rest
  insert               one’s own, closed down    join-asked         x rest
  insert               one’s own, Harbor         join-asked         + signed-in  x rival rival-coach
  insert               for the neighbour         join-asked         + neighbour
  update               *                         join-asked         -
  delete               the applicant’s           join-asked          + applicant

platform_admins
  select               the super admin           super-admins       + super
  insert               oneself                   super-admins       -
  update               *                         super-admins       -
  delete               *                         super-admins       -

add_member
  call                 an account                        members-changed  + coach super  x rest
  call                 an address without an account     members-changed  + coach super  x rest
  call                 an awaited address, as a coach    members-changed  + coach super  x rest
  call                 who asked to join                 members-changed  + rival-coach super  x rest

remove_member
  call                 the neighbour                     members-changed  + neighbour coach super  x rest
  call                 oneself                           members-changed    + members rival  409 rival-coach  404 rest

set_member_role
  call                 of the neighbour                  members-changed  + coach super  x rest

decide_join_request
  call                 accept                            join-seen     + rival-coach super  x rest
  call                 decline                           join-seen     + rival-coach super  x rest

suspend_person
  call                 the neighbour                     super-admins       + super  x rest
`,
)
