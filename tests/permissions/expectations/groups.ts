import { readTable } from '../read-table.ts'

/** Limits, groups and invitations of a community. */
export const groups = readTable(
  'app',
  `
community_limits
  select  of Northside          platform-run  + coach super
  insert  for Harbor            platform-run  + super
  update members, stored_bytes  of Northside  platform-run  + super
  update  *                     platform-run  -
  delete  of Northside          platform-run  + super

groups
  select  the owner’s           groups        + owner coach super
  select  without anybody       groups        + coach super
  select  of Harbor             groups        + rival-coach super
  insert  in Northside          groups        + coach super
  update name, description  the owner’s  groups  + coach super
  update name, description  of Harbor    groups  + rival-coach super
  update  *                     groups        -
  delete  the owner’s           groups        + coach super
  delete  of Harbor             groups        + rival-coach super

group_members
  select  the owner’s           groups        + owner coach super
  insert  the neighbour         groups        + coach super
  update  *                     groups        -
  delete  the owner’s           groups        + owner coach super

add_to_group
  call    the neighbour         groups        + coach super  x rest

invitations
  select  to Northside          invitations   + coach super
  select token_hash  *          invitations   -
  insert  to Northside          invitations   -
  update revoked_at  to Northside  invitations  + coach super
  update  *                     invitations   -
  delete  *                     invitations   -

invitation_uses
  select  the owner’s           invitations   + owner coach super
  select  of who owes a factor  invitations   + coach super
  insert  for the neighbour     invitations   -
  update  *                     invitations   -
  delete  *                     invitations   -

invite
  call    to Northside          invitations   + coach super  x rest

accept_invitation
  call    to Northside          invitations   + signed-in  403 rest
`,
)
