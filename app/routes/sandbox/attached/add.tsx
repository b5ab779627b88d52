import { data, type MetaFunction, redirect } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { findCommunity } from '~/features/communities/find-community.server'
import { findLibrary } from '~/features/content/library/find-library.server'
import { readSort, readSortedAsked } from '~/features/content/library/library-order'
import { readSearch } from '~/features/content/library/search-words.server'
import { MOST_GIVEN } from '~/features/sandbox/attached/given-documents'
import {
  findGiven,
  giveDocument,
  takeDocumentBack,
} from '~/features/sandbox/attached/given-documents.server'
import { GivenList } from '~/features/sandbox/attached/given-list'
import { addPath, conversationPath } from '~/features/sandbox/conversation/conversation'
import { findOwnTalk } from '~/features/sandbox/my-conversations/find-talk.server'
import { AppError } from '~/platform/errors'
import { setFlash } from '~/platform/flash.server'
import { isUuid } from '~/platform/uuid'
import { Button, ButtonLink } from '~/ui/atoms/button'
import { Link } from '~/ui/atoms/link'
import { useElements } from '~/ui/elements'
import { EmptyState } from '~/ui/molecules/card'
import { Flash } from '~/ui/molecules/flash'
import { Pager } from '~/ui/molecules/pager'
import { SearchForm } from '~/ui/molecules/search-form'
import { useWords } from '~/ui/strings'
import { addToTalkWords } from '~/ui/strings/add-to-talk'
import { CommunityPage } from '~/ui/templates/pages'
import { readFields } from '../../form.server'
import { forPeople } from '../../guard.server'
import { ItemRow } from '../../library/item-row'
import { listPath } from '../../list-path'
import { PageFlash } from '../../page-flash'
import { problemTitle } from '../../problem-page'
import { communityTitle, wordsOf } from '../../titles'

export const meta: MetaFunction<typeof loader> = ({ data, error, matches }) =>
  error || !data
    ? problemTitle(matches, error)
    : communityTitle(matches, `${wordsOf(matches, addToTalkWords).title}: ${data.title}`)

export const loader = forPeople(async ({ request, context: { db }, actor, params }) => {
  const { community: slug = '', conversation: id } = params
  const query = new URL(request.url).searchParams
  const kind: 'document' | 'prompt' = query.get('of') === 'documents' ? 'document' : 'prompt'
  const search = readSearch(query.get('q'))
  const sort = readSort(null, { kind, search, tag: null })
  const asked = readSortedAsked(query, sort)
  const [, talk, library, given] = await Promise.all([
    findCommunity(db, actor, slug),
    findOwnTalk(db, actor, { community: slug, id }),
    findLibrary(db, {
      community: slug,
      kind,
      search,
      tag: null,
      mine: null,
      sort,
      asked,
      facets: false,
    }),
    kind === 'document' && isUuid(id) ? findGiven(db, id) : [],
  ])
  const { items, found, all, how } = library
  const { id: talkId, title } = talk
  return { slug, id: talkId, title, kind, search, items, found, any: all.n > 0, how, given }
})

const WRONG = ['given.enough', 'given.gone', 'conflict'] as const
type Wrong = (typeof WRONG)[number]

/** Gives a document of the library to the conversation, or takes it back. */
export const action = forPeople(async ({ request, context: { db, jar }, actor, params }) => {
  const { intent, document, from } = await readFields(request)
  const { community = '', conversation } = params
  const which = { community, conversation, document }
  const list = `${addPath(community, conversation ?? '')}?of=documents`
  const talk = `${conversationPath(community, conversation ?? '')}#answer`
  if (intent === 'detach') {
    await takeDocumentBack(db, actor, which)
    setFlash(jar, 'sandbox.detached')
    return redirect(from === 'list' ? list : talk, 303)
  }
  if (intent !== 'attach') throw new AppError('invalid', 422)
  try {
    await giveDocument(db, actor, which)
  } catch (error) {
    const wrong = error instanceof AppError && WRONG.find((code) => code === error.code)
    if (wrong) return data({ wrong }, { status: error.status })
    throw error
  }
  setFlash(jar, 'sandbox.attached')
  return redirect(talk, 303)
})

/** What one can add to a conversation: a prompt, whose text becomes the next message, or a document. */
export default function AddToTalk() {
  const loaded = useLoaderData<typeof loader>()
  const wrong: Wrong | null = useActionData<typeof action>()?.wrong ?? null
  const { slug, id, title, kind, search, items, found, any, how, given } = loaded
  const words = useWords(addToTalkWords)
  const { Form } = useElements()
  const page = addPath(slug, id)
  const of = kind === 'document' ? 'documents' : null
  const here = listPath(page, { of })
  const talk = conversationPath(slug, id)
  const isGiven = (document: string) => given.some((each) => each.id === document)
  return (
    <CommunityPage
      narrow
      title={words.title}
      lede={words.ledes[kind](title)}
      nav={{
        label: words.what,
        items: [
          { href: page, label: words.kinds.prompt, current: kind === 'prompt' },
          {
            href: `${page}?of=documents`,
            label: words.kinds.document,
            current: kind === 'document',
          },
        ],
      }}
      flash={
        <>
          <PageFlash />
          {wrong && <Flash tone="wrong">{words.wrong[wrong](MOST_GIVEN)}</Flash>}
        </>
      }
    >
      {kind === 'document' && (
        <>
          <p className="hint mb-4">{words.rule(MOST_GIVEN)}</p>
          {given.length > 0 && (
            <div className="mb-4">
              <GivenList slug={slug} id={id} given={given} from="list" />
            </div>
          )}
        </>
      )}
      {any && (
        <SearchForm label={words.search[kind]} defaultValue={search} action={page} also={{ of }} />
      )}
      {items.items.length === 0 ? (
        <div className="mt-4">
          <EmptyState
            title={any ? words.nothing : words.none[kind]}
            action={
              <ButtonLink variant="primary" href={any ? here : `${talk}#answer`}>
                {any ? words.all : words.back}
              </ButtonLink>
            }
          >
            {any ? words.nothingDetail : words.noneDetail}
          </EmptyState>
        </div>
      ) : (
        <>
          {search && (
            <p className="hint my-4" role="status">
              {how === 'alike'
                ? words.alike
                : how === 'some'
                  ? words.some
                  : words.found(found.n, found.more)}
            </p>
          )}
          <ul className="rows mt-3">
            {items.items.map(({ cover: _, ...item }) => (
              <ItemRow
                key={item.id}
                community={slug}
                item={{ ...item, kind }}
                {...(kind === 'prompt' && { href: `${talk}/prompts/${item.id}` })}
                actions={
                  kind === 'document' &&
                  (isGiven(item.id) ? (
                    <p className="hint">{words.attached}</p>
                  ) : (
                    <Form method="post" action={here}>
                      <input type="hidden" name="document" value={item.id} />
                      <Button
                        name="intent"
                        value="attach"
                        icon="plus"
                        aria-label={words.attachNamed(item.title)}
                      >
                        {words.attach}
                      </Button>
                    </Form>
                  ))
                }
              />
            ))}
          </ul>
          <Pager
            newer={items.newer && listPath(page, { of, q: search, newer: items.newer })}
            older={items.older && listPath(page, { of, q: search, older: items.older })}
          />
        </>
      )}
      <p className="mt-8">
        <Link href={`${talk}#answer`}>{words.back}</Link>
      </p>
    </CommunityPage>
  )
}
