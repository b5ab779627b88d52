import type { GivenPurpose } from '~/features/content/item-files'

/** What a coach may give an item of a kind here. */
export const givenTo = (_kind: string): readonly GivenPurpose[] => ['cover', 'attachment']
