import { id, person } from '../names.ts'
import type { Scene } from './scene.ts'

/** What holds for the whole platform: settings, and what is switched on for whom. */
export const platform: Scene = {
  plant: `
    insert into public.feature_flag_rules (id, flag_key, user_id, has) values
      ('${id('rule')}', 'sandbox', '${person('applicant')}', true);`,

  rows: {
    platform_settings: { 'the settings': 't' },
    feature_flags: { sandbox: 'sandbox' },
    feature_flag_rules: { 'for the applicant': id('rule') },
  },

  oneByOne: [],

  values: {
    'platform_settings.second_factor_for_super_admins': 'true',
    'feature_flags.description': `'Described'`,
    'feature_flags.enabled': 'false',
    'feature_flags.share': '50',
    'feature_flag_rules.has': 'false',
  },

  inserts: {
    platform_settings: { another: 'insert into public.platform_settings (only_row) values (true)' },
    feature_flags: {
      'a new one': `insert into public.feature_flags (key, description, enabled, share)
        values ('new', 'New', true, 10)`,
    },
    feature_flag_rules: {
      'for a role': `insert into public.feature_flag_rules
        (flag_key, user_id, community_id, role, has)
        values ('sandbox', null, null, 'end_user', false)`,
    },
  },

  calls: {
    my_flags: { 'one’s own': { sql: 'select public.my_flags()', changes: [] } },
  },
}
