import { useFetcher } from '@remix-run/react'
import { libraryPath, type OfferedKind } from '~/features/content/kinds'
import { Button } from '~/ui/atoms/button'
import { Link } from '~/ui/atoms/link'
import { Time } from '~/ui/atoms/time'
import { Flash } from '~/ui/molecules/flash'
import { useWords } from '~/ui/strings'
import { standingWords } from '~/ui/strings/standing'
import { listPath } from '../list-path'
import type { ShownStanding } from './look.server'

interface ItemProps {
  community: string
  kind: OfferedKind
  id: string
  standing: ShownStanding
}

/** What the item is found by, and a star to find it again. */
export function ItemStanding({ community, kind, id, standing }: ItemProps) {
  const words = useWords(standingWords)
  return (
    <>
      {standing.changedSince && (
        <div className="mt-4">
          <Flash tone="note">
            {words.changed} <Time {...standing.changedSince} />.{' '}
            <Link href={`${libraryPath(community, kind)}/${id}/changes`}>{words.whatChanged}</Link>
          </Flash>
        </div>
      )}
      <div className="standing">
        <Star community={community} id={id} favourite={standing.favourite} />
        {standing.tags.length > 0 && (
          <ul className="tags" aria-label={words.tags}>
            {standing.tags.map((tag) => (
              <li key={tag} dir="auto">
                <Link className="tag" href={listPath(libraryPath(community, kind), { tag })}>
                  {tag}
                </Link>
              </li>
            ))}
          </ul>
        )}
      </div>
    </>
  )
}

interface StarProps {
  community: string
  id: string
  favourite: boolean
}

/** A form of its own: without a script it leads back to the item. */
export function Star({ community, id, favourite }: StarProps) {
  const words = useWords(standingWords)
  const { Form, formData } = useFetcher()
  const chosen = formData ? formData.get('to') === 'add' : favourite
  return (
    <Form method="post" action={`/c/${community}/favourites`}>
      <input type="hidden" name="item" value={id} />
      <Button
        name="to"
        value={chosen ? 'drop' : 'add'}
        icon="star"
        className={chosen ? 'starred' : ''}
      >
        {chosen ? words.drop : words.add}
      </Button>
    </Form>
  )
}
