import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { findCommunity, requireCoach } from '~/features/communities/find-community.server'
import { LIMITS } from '~/features/content/agents/agent'
import {
  findKnowing,
  type KnownDocument,
  OFFERED,
  offerDocuments,
  saveKnowledge,
} from '~/features/content/agents/knowledge.server'
import { deskPath } from '~/features/content/kinds'
import { readSearch } from '~/features/content/library/search-words.server'
import type { Person } from '~/platform/auth/actor'
import { AppError } from '~/platform/errors'
import { setFlash } from '~/platform/flash.server'
import { Button } from '~/ui/atoms/button'
import { Checkbox, TextField } from '~/ui/atoms/inputs'
import { Link } from '~/ui/atoms/link'
import { useElements } from '~/ui/elements'
import { Flash } from '~/ui/molecules/flash'
import { useWords } from '~/ui/strings'
import { agentKnowledgeWords } from '~/ui/strings/agent-knowledge'
import { commonWords } from '~/ui/strings/common'
import { AdminPage } from '~/ui/templates/pages'
import { readFields } from '../../form.server'
import { forPeople } from '../../guard.server'
import { ItemProblem } from '../../library/item-problem'
import { PageFlash } from '../../page-flash'
import { problemTitle } from '../../problem-page'
import { tickedOf } from '../../ticked'
import { communityTitle, wordsOf } from '../../titles'
import { useRooms } from '../rooms'

export const meta: MetaFunction<typeof loader> = ({ data, error, matches }) =>
  error || !data
    ? problemTitle(matches, error)
    : communityTitle(matches, wordsOf(matches, agentKnowledgeWords).title(data.agent.title))

/** A box's name says which document it is for. */
const BOX = 'known-'

type Args = LoaderFunctionArgs & { actor: Person }

/** The page, with what is ticked or what is saved. */
async function load({ request, context, actor, params }: Args, picked: string[] | null) {
  const slug = params.community ?? ''
  const query = new URL(request.url).searchParams
  const text = readSearch(query.get('q'))
  const asked = Promise.all([
    findKnowing(context.db, slug, params.item, picked),
    offerDocuments(context.db, slug, text),
  ])
  // Whether this page is theirs is told first.
  asked.catch(() => {})
  requireCoach(await findCommunity(context.db, actor, slug))
  const [agent, offered] = await asked
  const known = new Set(agent.known.map(({ id }) => id))
  return {
    slug,
    agent,
    text,
    offered: offered.slice(0, OFFERED).filter(({ id }) => !known.has(id)),
    more: offered.length > OFFERED,
  }
}

/** A search keeps what is ticked: it comes along in the address. */
export const loader = forPeople(async (args: Args) => {
  const query = new URL(args.request.url).searchParams
  return load(args, query.has('q') ? tickedOf(query.keys(), BOX) : null)
})

type Acting = ActionFunctionArgs & { actor: Person }

export const action = forPeople(async (args: Acting) => {
  const { request, context, actor, params } = args
  const { db, jar } = context
  const slug = params.community ?? ''
  const fields = await readFields(request)
  const documents = tickedOf(Object.keys(fields), BOX)
  const refuse = async (code: 'many' | 'changed', status: number) =>
    data({ code, ...(await load(args, documents)) }, { status })
  if (documents.length > LIMITS.knowledge) {
    requireCoach(await findCommunity(db, actor, slug))
    return refuse('many', 422)
  }
  try {
    const saved = await saveKnowledge(db, slug, {
      id: params.item,
      version: /^\d{1,9}$/.test(fields.version ?? '') ? Number(fields.version) : 0,
      documents,
    })
    setFlash(jar, saved.submitted ? 'content.submitted' : 'content.saved', { title: saved.title })
  } catch (error) {
    if (error instanceof AppError && error.code === 'agent.changed') return refuse('changed', 409)
    throw error
  }
  throw redirect(`${deskPath(slug, 'agent')}/${params.item}`, 303)
})

export default function ChooseKnowledge() {
  const loaded = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const { slug, agent, text, offered, more } = refused ?? loaded
  const words = useWords(agentKnowledgeWords)
  const common = useWords(commonWords)
  const { Form } = useElements()
  const page = `${deskPath(slug, 'agent')}/${agent.id}`
  return (
    <AdminPage
      title={words.title(agent.title)}
      lede={words.lede}
      nav={useRooms(slug, 'content')}
      flash={
        <>
          <PageFlash />
          {refused && (
            <Flash tone="wrong">
              {refused.code === 'many' ? words.many(LIMITS.knowledge) : words.changed}
            </Flash>
          )}
        </>
      }
    >
      {/* Anew with each answer of the server: a box shows what that says is ticked. */}
      <Form key={JSON.stringify([agent, text])} method="post" className="max-w-xl">
        <input type="hidden" name="version" value={agent.version} />
        <fieldset className="field">
          <legend className="label">{words.chosen}</legend>
          {agent.known.length === 0 && <p className="hint">{words.noneChosen}</p>}
          <Boxes documents={agent.known} ticked />
        </fieldset>
        <div className="search mt-8">
          <label htmlFor="documents-search" className="sr-only">
            {words.search}
          </label>
          <TextField
            id="documents-search"
            type="search"
            name="q"
            defaultValue={text}
            placeholder={words.search}
            maxLength={200}
            enterKeyHint="search"
          />
          <Button icon="search" formMethod="get">
            {common.search}
          </Button>
        </div>
        <fieldset className="field mt-6">
          <legend className="label">{text ? words.found(text) : words.newest}</legend>
          {offered.length === 0 && (
            <p className="hint">{text ? words.nothing : words.noDocuments}</p>
          )}
          <Boxes documents={offered} ticked={false} />
          {more && <p className="hint mt-3">{words.more}</p>}
        </fieldset>
        {/* After the search's button: the form's first one is what Enter presses. */}
        <div className="buttons">
          <Button variant="primary">{words.save}</Button>
        </div>
      </Form>
      <p className="mt-8">
        <Link href={page}>{words.back}</Link>
      </p>
    </AdminPage>
  )
}

function Boxes({ documents, ticked }: { documents: KnownDocument[]; ticked: boolean }) {
  const words = useWords(agentKnowledgeWords)
  return documents.map(({ id, title, summary, published }) => (
    <Checkbox
      key={id}
      name={`${BOX}${id}`}
      value="1"
      defaultChecked={ticked}
      hint={published ? summary : words.notPublished}
    >
      <span dir="auto">{title}</span>
    </Checkbox>
  ))
}

export function ErrorBoundary() {
  return <ItemProblem kind="agent" room="admin" />
}
