import type { GivenPurpose } from '~/features/content/files/item-files'

/** What a coach may give an item of a kind here. */
export const givenTo = (kind: string): readonly GivenPurpose[] =>
  kind === 'video'
    ? ['video', 'captions', 'poster', 'cover', 'attachment']
    : ['cover', 'attachment']
