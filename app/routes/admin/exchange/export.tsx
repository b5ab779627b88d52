import type { MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { findCommunity, requireCoach } from '~/features/communities/find-community.server'
import { chosenIn } from '~/features/content/exchange/chosen'
import { OFFERED } from '~/features/content/kinds'
import { Button } from '~/ui/atoms/button'
import { Checkbox } from '~/ui/atoms/inputs'
import { Link } from '~/ui/atoms/link'
import { Choice } from '~/ui/molecules/field'
import { RadioGroup } from '~/ui/molecules/radio-group'
import { useWords } from '~/ui/strings'
import { exchangeWords } from '~/ui/strings/exchange'
import { AdminPage } from '~/ui/templates/pages'
import { forPeople } from '../../guard.server'
import { communityTitle, wordsOf } from '../../titles'
import { useRooms } from '../rooms'

export const meta: MetaFunction<typeof loader> = ({ matches }) =>
  communityTitle(matches, wordsOf(matches, exchangeWords).exportTitle)

export const loader = forPeople(async ({ request, context: { db, files }, actor, params }) => {
  const community = await findCommunity(db, actor, params.community)
  requireCoach(community)
  const { kinds, items } = chosenIn(new URL(request.url).searchParams)
  return { slug: community.slug, kinds, items, withFiles: files !== null }
})

/** Chooses what is taken out; the form's answer is the file itself, so that no script has a part in it. */
export default function Export() {
  const { slug, kinds, items, withFiles } = useLoaderData<typeof loader>()
  const words = useWords(exchangeWords)
  return (
    <AdminPage title={words.exportTitle} lede={words.exportLede} nav={useRooms(slug, 'content')}>
      <form action={`/c/${slug}/admin/export/file`} className="max-w-xl">
        {items.map((item) => (
          <input key={item} type="hidden" name="item" value={item} />
        ))}
        {items.length > 0 ? (
          <p className="mb-4">{words.chosen(items.length)}</p>
        ) : (
          <Choice id="kinds" label={words.kinds}>
            {OFFERED.map((kind) => (
              <Checkbox
                key={kind}
                name="kind"
                value={kind}
                defaultChecked={kinds.length === 0 || kinds.includes(kind)}
              >
                {words.kind[kind]}
              </Checkbox>
            ))}
          </Choice>
        )}
        <RadioGroup
          id="as"
          name="as"
          label={words.as}
          value={withFiles ? 'zip' : 'json'}
          options={[
            ...(withFiles ? [{ value: 'zip', label: words.zip, hint: words.zipHint }] : []),
            { value: 'json', label: words.json, hint: words.jsonHint },
          ]}
        />
        <Choice id="along" label={words.along}>
          <Checkbox name="people" value="yes" hint={words.peopleHint}>
            {words.people}
          </Checkbox>
        </Choice>
        <p className="hint mt-6 mb-4">{words.exportNote}</p>
        <Button variant="primary">{words.download}</Button>
      </form>
      <p className="mt-8">
        <Link href={`/c/${slug}/admin/content`}>{words.back}</Link>
      </p>
    </AdminPage>
  )
}
