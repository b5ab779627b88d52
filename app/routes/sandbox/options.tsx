import type { MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { findCommunity } from '~/features/communities/find-community.server'
import { conversationPath } from '~/features/sandbox/conversation'
import { LONGEST_EXPORT } from '~/features/sandbox/export/exported'
import { findTalk } from '~/features/sandbox/find-talk.server'
import { Button } from '~/ui/atoms/button'
import { Link } from '~/ui/atoms/link'
import { RadioGroup } from '~/ui/molecules/radio-group'
import { useWords } from '~/ui/strings'
import { talkOptionsWords } from '~/ui/strings/talk-options'
import { CommunityPage } from '~/ui/templates/pages'
import { forPeople } from '../guard.server'
import { problemTitle } from '../problem-page'
import { communityTitle, wordsOf } from '../titles'

export const meta: MetaFunction<typeof loader> = ({ data, error, matches }) =>
  error || !data
    ? problemTitle(matches, error)
    : communityTitle(matches, `${wordsOf(matches, talkOptionsWords).title}: ${data.talk.title}`)

export const loader = forPeople(async ({ context: { db }, actor, params }) => {
  const slug = params.community ?? ''
  const [, talk] = await Promise.all([
    findCommunity(db, actor, slug),
    findTalk(db, actor, { community: slug, id: params.conversation }),
  ])
  return { slug, talk }
})

/** What one can do with a conversation as a whole. */
export default function TalkOptions() {
  const { slug, talk } = useLoaderData<typeof loader>()
  const words = useWords(talkOptionsWords)
  const path = conversationPath(slug, talk.id)
  return (
    <CommunityPage narrow title={words.title} lede={words.lede(talk.title)}>
      <section>
        <h2>{words.export.title}</h2>
        <p>{words.export.text(LONGEST_EXPORT.toLocaleString('en'))}</p>
        {/* The answer is the file itself, so that no script has a part in it. */}
        <form action={`${path}/export/file`} className="mt-4">
          <RadioGroup
            id="as"
            name="as"
            label={words.export.as}
            value="markdown"
            options={[
              {
                value: 'markdown',
                label: words.export.markdown,
                hint: words.export.markdownHint,
              },
              { value: 'json', label: words.export.json, hint: words.export.jsonHint },
              { value: 'print', label: words.export.print, hint: words.export.printHint },
            ]}
          />
          <Button variant="primary">{words.export.do}</Button>
        </form>
      </section>
      <p className="mt-8">
        <Link href={`${path}#answer`}>{words.back}</Link>
      </p>
    </CommunityPage>
  )
}
