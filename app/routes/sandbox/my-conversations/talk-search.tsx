import type { MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { findCommunity } from '~/features/communities/find-community.server'
import { conversationPath, searchPath } from '~/features/sandbox/conversation/conversation'
import { findTalk } from '~/features/sandbox/my-conversations/find-talk.server'
import { readText } from '~/features/search/find.server'
import { searchTalk } from '~/features/search/find-in-talk.server'
import { talkPath } from '~/features/search/found-path'
import { AppError } from '~/platform/errors'
import { Link } from '~/ui/atoms/link'
import { Time } from '~/ui/atoms/time'
import { EmptyState } from '~/ui/molecules/card'
import { SearchForm } from '~/ui/molecules/search-form'
import { momentOf } from '~/ui/moment'
import { useWords } from '~/ui/strings'
import { wordsIn } from '~/ui/strings/catalogue'
import { commonWords } from '~/ui/strings/common'
import { talkSearchWords } from '~/ui/strings/talk-search'
import { CommunityPage } from '~/ui/templates/pages'
import { forPeople } from '../../guard.server'
import { Marked } from '../../library/search-results'
import { problemTitle } from '../../problem-page'
import { communityTitle, wordsOf } from '../../titles'

export const meta: MetaFunction<typeof loader> = ({ data, error, matches }) =>
  error || !data
    ? problemTitle(matches, error)
    : communityTitle(matches, `${wordsOf(matches, talkSearchWords).title}: ${data.title}`)

export const loader = forPeople(async ({ request, context, actor, params }) => {
  const { db, language } = context
  const { community: slug = '', conversation: id = '' } = params
  const { text } = readText(new URL(request.url).searchParams.get('q'))
  const [, talk, found] = await Promise.all([
    findCommunity(db, actor, slug),
    findTalk(db, actor, { community: slug, id }),
    text === '' ? null : searchTalk(db, id, text),
  ])
  // Whoever reads another's conversation reads it there.
  if (!talk.mine) throw new AppError('not-found', 404)
  const common = wordsIn(language.tag, commonWords)
  return {
    slug,
    id,
    title: talk.title,
    text,
    found: found && {
      ...found,
      messages: found.messages.map(({ at, ...message }) => ({
        ...message,
        time: momentOf(at, Date.now(), common),
      })),
    },
  }
})

/** What was said in one conversation. */
export default function TalkSearch() {
  const { slug, id, title, text, found } = useLoaderData<typeof loader>()
  const words = useWords(talkSearchWords)
  return (
    <CommunityPage narrow title={words.title} lede={words.lede(title)}>
      <SearchForm label={words.label} defaultValue={text} action={searchPath(slug, id)} />
      {!found ? (
        <p className="hint my-4">{words.begin}</p>
      ) : found.messages.length === 0 ? (
        <EmptyState title={words.none}>{words.noneDetail}</EmptyState>
      ) : (
        <>
          <p className="hint my-4" role="status">
            {found.how === 'alike'
              ? words.alike
              : found.how === 'some'
                ? words.some
                : words.found(found.messages.length, found.more)}
          </p>
          <ul className="rows">
            {found.messages.map(({ id: message, author, passage, time }) => (
              <li key={message} className="row">
                <div className="row-text" dir="auto">
                  <h2 className="row-title">
                    <Link href={talkPath(slug, { id, message })}>
                      {author === 'person' ? words.you : words.agent}, <Time {...time} />
                    </Link>
                  </h2>
                  <blockquote>
                    <Marked pieces={passage} />
                  </blockquote>
                </div>
              </li>
            ))}
          </ul>
        </>
      )}
      <p className="mt-4">
        <Link href={`${conversationPath(slug, id)}#answer`}>{words.back}</Link>
      </p>
    </CommunityPage>
  )
}
