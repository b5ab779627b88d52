import { readTable } from '../read-table.ts'

/** What holds for the whole platform. */
export const platform = readTable(
  'app',
  `
platform_settings
  select  the settings          platform-run  + super
  insert  another               platform-run  -
  update second_factor_for_super_admins  the settings  platform-run  + super
  update  *                     platform-run  -
  delete  *                     platform-run  -

feature_flags
  select  sandbox               platform-run  + super
  insert  a new one             platform-run  + super
  update description, enabled, share  sandbox  platform-run  + super
  update  *                     platform-run  -
  delete  sandbox               platform-run  + super

feature_flag_rules
  select  for the applicant     platform-run  + super
  insert  for a role            platform-run  + super
  update has  for the applicant  platform-run  + super
  update  *                     platform-run  -
  delete  for the applicant     platform-run  + super

private.*
  select  *                     upkeep        -
  insert  *                     upkeep        -
  update  *                     upkeep        -
  delete  *                     upkeep        -

my_flags
  call    one’s own             platform-run  + signed-in coach-aal1 super-aal1
`,
)
