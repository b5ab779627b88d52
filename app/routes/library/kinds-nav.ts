import { libraryPath, OFFERED, type OfferedKind } from '~/features/content/kinds'
import { useWords } from '~/ui/strings'
import { kindsWords } from '~/ui/strings/kinds'

/** The kinds of the library, and what one wants to find again, as tabs. */
export function useKindsNav(community: string, current: OfferedKind | 'favourites') {
  const kinds = useWords(kindsWords)
  return {
    label: kinds.label,
    items: [
      ...OFFERED.map((kind) => ({
        href: libraryPath(community, kind),
        label: kinds[kind],
        current: kind === current,
      })),
      {
        href: `/c/${community}/favourites`,
        label: kinds.favourites,
        current: current === 'favourites',
      },
    ],
  }
}
