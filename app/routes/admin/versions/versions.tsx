import type { MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData, useLocation, useParams } from '@remix-run/react'
import { filesOf } from '~/features/content/files/item-files.server'
import { findCoachedItem } from '~/features/content/find-items.server'
import type { ItemFields, Part } from '~/features/content/item'
import { kindsOnServer } from '~/features/content/kind-registry.server'
import { kindOfAddress, kindOfPath } from '~/features/content/kinds'
import { editorPath } from '~/features/content/platform-path'
import { compareTexts } from '~/features/content/versions/compare-texts.server'
import {
  findVersion,
  findVersions,
  type KeptFile,
  readVersion,
} from '~/features/content/versions/find-versions.server'
import { AppError } from '~/platform/errors'
import { Button } from '~/ui/atoms/button'
import { Select } from '~/ui/atoms/inputs'
import { Link } from '~/ui/atoms/link'
import { Time } from '~/ui/atoms/time'
import { useElements } from '~/ui/elements'
import { Field } from '~/ui/molecules/field'
import { Table } from '~/ui/molecules/table'
import { momentOf } from '~/ui/moment'
import { useWords } from '~/ui/strings'
import { wordsIn } from '~/ui/strings/catalogue'
import { commonWords } from '~/ui/strings/common'
import { contentFormWords } from '~/ui/strings/content-form'
import { contentVersionsWords } from '~/ui/strings/content-versions'
import { itemFilesWords } from '~/ui/strings/item-files'
import { forPeople } from '../../guard.server'
import { ItemProblem } from '../../library/item-problem'
import { ProblemBoundary, problemTitle } from '../../problem-page'
import { SiteFrame } from '../../site-frame'
import { communityTitle, wordsOf } from '../../titles'
import { DeskFrame } from '../item/desk-frame'
import { requireEditor } from '../item/require-editor.server'
import { type ComparedPart, SideBySide } from './side-by-side'

export const meta: MetaFunction<typeof loader> = ({ data, error, matches }) =>
  error || !data
    ? problemTitle(matches, error)
    : communityTitle(matches, wordsOf(matches, contentVersionsWords).title(data.title))

/** What an item was, or is, and the files that it had. */
interface State {
  fields: ItemFields
  files: KeptFile[]
}

/** In an address: what is saved now, which has no number yet. */
const NOW = 'now'

/** What an item was at each publication, and two of them beside each other. */
export const loader = forPeople(async ({ request, context: { db, language }, actor, params }) => {
  const slug = params.community ?? null
  const kindName = kindOfAddress(request.url)
  if (!kindName) throw new AppError('not-found', 404)
  const kind = kindsOnServer[kindName]
  const id = params.item
  const query = new URL(request.url).searchParams
  const item = findCoachedItem(db, kind, slug, id)
  const stateOf = (asked: string | null): Promise<State> | null => {
    if (asked === NOW) {
      return Promise.all([item, filesOf(db, id)]).then(([fields, files]) => ({ fields, files }))
    }
    const number = readVersion(asked)
    return number === null ? null : findVersion(db, kind, slug, { id, number })
  }
  const [from, to] = [stateOf(query.get('from')), stateOf(query.get('to'))]
  const versions = findVersions(db, kindName, slug, id)
  // Whether this page is theirs is told first.
  for (const asked of [item, from, to, versions]) asked?.catch(() => {})
  await requireEditor(db, actor, slug)
  const { title } = await item
  const common = wordsIn(language.tag, commonWords)
  const form = wordsIn(language.tag, contentFormWords)
  const partsOf = ({ fields, files }: State): Part[] => [
    [form.form.title, fields.title],
    [form.form.summary, fields.summary],
    [form.form.tags, fields.tags],
    ...kind.parts(fields, language.tag),
    filesPart(files, language.tag),
  ]
  let compared: ComparedPart[] | null = null
  if (from && to) {
    const after = new Map(partsOf(await to))
    compared = partsOf(await from)
      .map(([label, text]) => ({ label, before: text, after: after.get(label) ?? '' }))
      .filter((part) => part.before !== part.after)
      .map(({ label, before, after: now }) => ({ label, lines: compareTexts(before, now) }))
  }
  return {
    slug,
    kind: kindName,
    id: id ?? '',
    title,
    versions: (await versions).map(({ at, ...version }) => ({
      ...version,
      moment: momentOf(at, Date.now(), common),
    })),
    from: query.get('from'),
    to: query.get('to'),
    compared,
  }
})

/** The files as text, a line each. */
function filesPart(files: KeptFile[], language: string): Part {
  const words = wordsIn(language, contentVersionsWords)
  const { sections, size } = wordsIn(language, itemFilesWords)
  const lines = files.map(({ name, bytes, purpose }) =>
    words.file(purpose === 'source' ? words.source : sections[purpose].title, name, size(bytes)),
  )
  return [words.files, lines.join('\n')]
}

export default function Versions() {
  const { slug, kind, id, title, versions, from, to, compared } = useLoaderData<typeof loader>()
  const words = useWords(contentVersionsWords)
  const { Form } = useElements()
  const item = `${editorPath(slug, kind)}/${id}`
  const nameOf = (state: string | null) =>
    state === NOW ? words.now : words.one(Number(state ?? 0))
  const states = [
    { value: NOW, label: words.now },
    ...versions.map(({ number }) => ({ value: String(number), label: words.one(number) })),
  ]
  return (
    <DeskFrame slug={slug} title={words.title(title)} lede={words.lede}>
      {versions.length === 0 ? (
        <p>{words.none}</p>
      ) : (
        <>
          <Form
            method="get"
            action={`${item}/versions`}
            className="mb-8 grid items-end gap-x-4 gap-y-4 sm:grid-cols-3 [&>.field+.field]:mt-0"
          >
            <Field id="from" label={words.from}>
              {(wired) => (
                <Select
                  name="from"
                  defaultValue={from ?? String(versions[0]?.number)}
                  options={states}
                  {...wired}
                />
              )}
            </Field>
            <Field id="to" label={words.to}>
              {(wired) => <Select name="to" defaultValue={to ?? NOW} options={states} {...wired} />}
            </Field>
            <div>
              <Button>{words.compare}</Button>
            </div>
          </Form>
          {compared && (
            <section className="mb-8">
              <h2 className="mb-3">{words.compared(nameOf(from), nameOf(to))}</h2>
              {compared.length === 0 ? (
                <p>{words.same}</p>
              ) : (
                <SideBySide parts={compared} before={nameOf(from)} after={nameOf(to)} />
              )}
            </section>
          )}
          <Table
            caption={words.caption}
            rows={versions}
            rowKey={({ number }) => String(number)}
            columns={[
              { label: words.number, cell: ({ number }) => words.one(number) },
              { label: words.name, cell: (version) => <bdi>{version.title}</bdi> },
              { label: words.at, cell: ({ moment }) => <Time {...moment} /> },
              { label: words.by, cell: ({ by }) => <bdi>{by ?? words.nobody}</bdi> },
              {
                label: words.open,
                cell: ({ number }) => (
                  <Link
                    href={`${item}?version=${number}`}
                    aria-label={`${words.open}: ${words.one(number)}`}
                  >
                    {words.open}
                  </Link>
                ),
              },
            ]}
          />
        </>
      )}
      <p className="mt-8">
        <Link href={item}>{words.back}</Link>
      </p>
    </DeskFrame>
  )
}

export function ErrorBoundary() {
  const kind = kindOfPath(useLocation().pathname)
  const { community } = useParams()
  if (community === undefined) {
    return (
      <SiteFrame>
        <ProblemBoundary />
      </SiteFrame>
    )
  }
  return kind ? <ItemProblem kind={kind} room="admin" /> : <ProblemBoundary />
}
