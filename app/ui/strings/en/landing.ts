/** The landing page. */
export const landing = {
  metaTitle: 'AI GYM: where a community trains with AI',
}
