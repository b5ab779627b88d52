import { Button, ButtonLink } from '~/ui/atoms/button'
import { FieldError } from '~/ui/atoms/field-parts'
import { Checkbox } from '~/ui/atoms/inputs'
import { Link } from '~/ui/atoms/link'
import { Progress } from '~/ui/atoms/progress'
import { useElements } from '~/ui/elements'
import { Disclosure } from '~/ui/molecules/disclosure'
import { Flash } from '~/ui/molecules/flash'
import { useWords } from '~/ui/strings'
import { contentDeskWords } from '~/ui/strings/content-desk'
import { exchangeWords } from '~/ui/strings/exchange'
import { AdminPage } from '~/ui/templates/pages'
import { useRooms } from '../rooms'
import type { LoadedImport } from './load-import.server'

/** What a post was refused for, and what was ticked. */
interface Reply {
  code: 'untrusted' | 'import.gone'
  publish: string | undefined
  overwrite: string | undefined
}

/** An import: what was found, the choice how it comes in, how far it is, what became of each item. */
export function ImportReport({ reply, ...report }: LoadedImport & { reply: Reply | undefined }) {
  const words = useWords(exchangeWords)
  const { slug, name, status, items } = report
  const losses = items.filter(({ loses }) => loses).length
  return (
    <AdminPage
      title={words.reportTitle(name)}
      lede={words.reportLede[status]}
      nav={useRooms(slug, 'content')}
      flash={
        reply?.code === 'import.gone' && report.gone && <Flash tone="wrong">{report.gone}</Flash>
      }
    >
      <div className="max-w-xl">
        {losses > 0 && (
          <p className="flash tone-careful mb-6" role="status">
            {words.losses(losses)}
          </p>
        )}
        {status === 'looked' && <Begin {...report} reply={reply} />}
        {status !== 'looked' && <Standing {...report} />}
      </div>
      <Items {...report} />
      <p className="mt-8">
        <Link href={`/c/${slug}/admin/import`}>{words.another}</Link>
      </p>
    </AdminPage>
  )
}

/** Outcomes that bring something in. */
const COMING = ['make', 'change', 'publish']

function Begin({ foreign, items, gone, reply }: LoadedImport & { reply: Reply | undefined }) {
  const { Form } = useElements()
  const words = useWords(exchangeWords)
  if (gone) return <p>{gone}</p>
  const wrong = reply?.code === 'untrusted'
  const possible = items.filter(({ outcome }) => [...COMING, 'kept', 'live'].includes(outcome))
  if (possible.length === 0) return null
  return (
    <Form method="post">
      <input type="hidden" name="intent" value="start" />
      {foreign !== null && (
        // biome-ignore lint/a11y/useSemanticElements: a legend would stand on the card's edge.
        <div role="group" className="card mb-6" aria-labelledby="foreign">
          <h2 id="foreign">{words.foreign.title}</h2>
          <p className="mb-3">{words.foreign.detail(foreign)}</p>
          {wrong && <FieldError id="trusted-error">{words.foreign.missing}</FieldError>}
          <Checkbox
            name="trusted"
            value="yes"
            aria-invalid={wrong || undefined}
            aria-describedby={wrong ? 'trusted-error' : undefined}
          >
            {words.foreign.agree}
          </Checkbox>
        </div>
      )}
      <fieldset className="field">
        <legend className="label">{words.choices}</legend>
        <Checkbox
          name="publish"
          value="yes"
          hint={words.publishHint}
          defaultChecked={reply?.publish !== undefined}
        >
          {words.publish}
        </Checkbox>
        <Checkbox
          name="overwrite"
          value="yes"
          hint={words.overwriteHint}
          defaultChecked={reply?.overwrite !== undefined}
        >
          {words.overwrite}
        </Checkbox>
      </fieldset>
      <Button variant="primary" className="mb-6">
        {words.begin}
      </Button>
    </Form>
  )
}

function Standing({ slug, status, done, all, stalled, gone }: LoadedImport) {
  const { Form } = useElements()
  const words = useWords(exchangeWords)
  const act = (intent: string, label: string, primary: boolean) => (
    <Form method="post">
      <input type="hidden" name="intent" value={intent} />
      <Button variant={primary ? 'primary' : 'secondary'}>{label}</Button>
    </Form>
  )
  return (
    <>
      {status !== 'done' && <Progress value={done} max={all} label={words.progress(done, all)} />}
      {status === 'running' && (
        <noscript>
          <meta httpEquiv="refresh" content="2" />
        </noscript>
      )}
      {status === 'stopped' && gone && <p className="mb-4">{gone}</p>}
      <div className="buttons mt-4 mb-6">
        {((status === 'stopped' && !gone) || stalled) && act('go-on', words.goOn, true)}
        {status === 'running' && act('stop', words.stop, false)}
        {status === 'done' && (
          <ButtonLink variant="primary" href={`/c/${slug}/admin/content`}>
            {words.toContent}
          </ButtonLink>
        )}
      </div>
    </>
  )
}

/** In the order in which a coach wants to know of them: what needs a look stands open on top. */
const GROUPS = [
  { outcome: 'refused', open: true },
  { outcome: 'taken', open: true },
  { outcome: 'kept', open: true },
  { outcome: 'live', open: true },
  { outcome: 'deleted', open: true },
  { outcome: 'make', open: false },
  { outcome: 'change', open: false },
  { outcome: 'publish', open: false },
  { outcome: 'same', open: false },
] as const

function Items({ items, status }: LoadedImport) {
  const words = useWords(exchangeWords)
  const begun = status !== 'looked'
  const groups = GROUPS.map(({ outcome, open }) => {
    const rows = items.filter((one) => one.outcome === outcome && one.dealtWith === begun)
    return {
      key: outcome,
      open: open || items.length <= 20 || rows.some(({ loses }) => loses),
      label: words.outcomes[outcome][begun ? 'was' : 'will'],
      rows,
    }
  })
  const waiting = {
    key: 'waiting',
    open: false,
    label: words.waiting,
    rows: begun ? items.filter(({ dealtWith }) => !dealtWith) : [],
  }
  return [...groups, waiting]
    .filter(({ rows }) => rows.length > 0)
    .map(({ key, open, label, rows }) => (
      <Disclosure key={key} open={open} summary={words.counted(label, rows.length)}>
        <Rows rows={rows} />
      </Disclosure>
    ))
}

function Rows({ rows }: { rows: LoadedImport['items'] }) {
  const words = useWords(exchangeWords)
  const { kinds } = useWords(contentDeskWords)
  return (
    <ul className="plain-list">
      {rows.map(({ at, title, kind, why, notes, href }) => (
        <li key={at}>
          <bdi>{href ? <Link href={href}>{title}</Link> : title || words.nameless}</bdi>{' '}
          <span className="hint">{kind ? kinds[kind] : words.unknownKind}</span>
          {why && <p className="hint">{why}</p>}
          {notes.length > 0 && <p className="hint max-w-prose">{notes.join(' ')}</p>}
        </li>
      ))}
    </ul>
  )
}
