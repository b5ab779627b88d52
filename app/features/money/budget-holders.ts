/** Whom a budget is for, as the form says it: a role is said with its name. */
export const HOLDERS = [
  'community',
  'end_user',
  'community_admin',
  'everybody',
  'member',
  'ceiling',
] as const
