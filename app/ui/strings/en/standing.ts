/** What an item is to who looks at it: its tags, and whether they want to find it again. */
export const words = {
  tags: 'Tags',
  add: 'Add to favourites',
  drop: 'Remove from favourites',
  changed: 'Published anew since you looked at it',
  whatChanged: 'See what changed',
}
