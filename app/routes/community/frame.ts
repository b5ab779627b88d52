/** What every page of a community is framed with: the layout's loader gives it. */
export interface CommunityFrame {
  community: { slug: string; name: string }
  coach: boolean
  platformAdmin: boolean
  /** What the person is called. */
  person: string
}
