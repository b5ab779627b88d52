/** Copies of conversations that are shared in a community, for its coaches. */
export const words = {
  title: 'Shared copies',
  lede: 'Copies of conversations that members share by link. You see what stands on a copy: its title, which may be the beginning of its first message. What was said is for whoever has its link. Revoking a link erases its copy.',
  columns: { what: 'Copy', by: 'From', agent: 'Agent', audience: 'Who reads it', when: 'Shared' },
  unnamed: 'A member',
  audience: {
    members: 'Members who have the link',
    public: 'Everybody who has the link',
  },
  closed: 'Members who have the link, since the community allows no others now',
  change: 'Change',
  revoke: 'Revoke',
  revokeOf: (title: string) => `Revoke the link to ${title}`,
  noneTitle: 'Nothing is shared here',
  none: 'When a member shares a copy of a conversation by link, it stands here.',
  coachesTitle: 'Only coaches see this',
  coachesOnly:
    'What members share is for the coaches of their community to see. Who runs the platform does not see it.',
}
