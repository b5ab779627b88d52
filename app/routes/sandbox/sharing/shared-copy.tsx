import { data, type HeadersFunction, type MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { readCopy } from '~/features/sandbox/sharing/share.server'
import { copyPath } from '~/features/sandbox/sharing/shared'
import { AppError } from '~/platform/errors'
import { paintsFor } from '~/platform/markdown/paints'
import { renderMarkdown } from '~/platform/markdown/render-markdown.server'
import { ButtonLink } from '~/ui/atoms/button'
import { Link } from '~/ui/atoms/link'
import { Prose } from '~/ui/molecules/message'
import { dayOf } from '~/ui/moment'
import { useWords } from '~/ui/strings'
import { wordsIn } from '~/ui/strings/catalogue'
import { commonWords } from '~/ui/strings/common'
import { sharedCopiesWords } from '~/ui/strings/shared-copies'
import { CommunityPage } from '~/ui/templates/pages'
import { takeTry } from '../../auth/ways-in.server'
import { codeLinks } from '../../code-links'
import { forEveryone, signInPath } from '../../guard.server'
import { SiteFrame } from '../../site-frame'
import { pageTitle, wordsOf } from '../../titles'

/** There is nothing that a script could add, and nothing of the page runs. */
export const handle = { still: true }

export const links = codeLinks

export const meta: MetaFunction<typeof loader> = ({ data: page, matches }) => [
  ...pageTitle(matches, page?.copy?.title ?? wordsOf(matches, sharedCopiesWords).copy.noneTitle),
  { name: 'robots', content: 'noindex, nofollow' },
]

export const headers: HeadersFunction = ({ loaderHeaders }) => loaderHeaders

/**
 * What a link opens, for whoever has it. A link that was guessed, one that was revoked and one that
 * is not for whoever asks are told alike; so many may be tried from one address.
 */
export const loader = forEveryone(async ({ request, context }) => {
  const { db, actor, language } = context
  const query = new URL(request.url).searchParams
  const key = query.get('key') ?? ''
  const after = Math.max(0, Math.trunc(Number(query.get('after')) || 0)) % 1_000_000
  const [verdict, found] = await Promise.all([
    takeTry(context, 'shared', null),
    readCopy(db, key, after).catch(unlessMissing),
  ])
  if (!verdict.allowed) throw new AppError('limited', 429, { retryAfter: verdict.retryAfter })
  const noted = { 'x-robots-tag': 'noindex, nofollow' }
  if (!found) {
    const signIn = actor.kind === 'person' ? null : signInPath(request)
    return data({ copy: null, signIn }, { status: 404, headers: noted })
  }
  const { messages, at, next, ...rest } = found
  const paints = await paintsFor(...messages.map(({ text }) => text))
  const copy = {
    ...rest,
    day: dayOf(at, wordsIn(language.tag, commonWords)).label,
    messages: messages.map(({ text, ...message }) => ({
      ...message,
      text: message.author === 'person' ? text : '',
      html: message.author === 'person' ? null : renderMarkdown(text, paints),
    })),
    nextHref: next === null ? null : `${copyPath(key)}&after=${next}`,
    firstHref: after > 0 ? copyPath(key) : null,
  }
  return data({ copy, signIn: null }, { headers: noted })
})

function unlessMissing(error: unknown): null {
  if (error instanceof AppError && error.status === 404) return null
  throw error
}

export default function Shared() {
  const { copy, signIn } = useLoaderData<typeof loader>()
  const { copy: words } = useWords(sharedCopiesWords)
  if (!copy) {
    return (
      <SiteFrame>
        <CommunityPage narrow title={words.noneTitle} lede={words.none}>
          {signIn && <ButtonLink href={signIn}>{words.signIn}</ButtonLink>}
        </CommunityPage>
      </SiteFrame>
    )
  }
  const { title, agentName, ownerName, audience, day, messages, nextHref, firstHref } = copy
  return (
    <SiteFrame>
      <CommunityPage narrow title={title} lede={words.lede(agentName, day)}>
        <p className="hint mb-4">{words[audience]}</p>
        {firstHref && (
          <p className="mb-4">
            <Link href={firstHref}>{words.first}</Link>
          </p>
        )}
        <div className="thread-inner">
          {messages.map(({ place, author, byAgent, text, html, status, files }) => (
            <article key={place} className={`message message-${author}`}>
              <h2 className="message-head">
                <span dir="auto">
                  {author === 'agent' ? (byAgent ?? agentName) : (ownerName ?? words.somebody)}
                </span>
              </h2>
              <div className="message-text" dir="auto">
                {html === null ? text : <Prose html={html} />}
              </div>
              {files.length > 0 && (
                <p className="message-status" dir="auto">
                  {words.files(files)}
                </p>
              )}
              {status !== 'complete' && (
                <div className="message-status">{words.status[status]}</div>
              )}
            </article>
          ))}
        </div>
        {nextHref && (
          <p className="mt-4">
            <Link href={nextHref}>{words.next}</Link>
          </p>
        )}
      </CommunityPage>
    </SiteFrame>
  )
}
