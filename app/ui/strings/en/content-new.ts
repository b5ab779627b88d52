/** The page on which coaches make something. */
import { type KindName, kindNames } from './kinds'

export const words = {
  newTitle: (kind: KindName) => `Make ${kindNames[kind].a}`,
  newLede: 'It stays a draft that only coaches see, until you publish it.',
  starts: 'Start from',
  copyOf: (title: string) => `Copy of ${title}`,
}
