import type { KeyOffer } from '~/platform/ai/key-offers'
import { Button } from '~/ui/atoms/button'
import { VisuallyHidden } from '~/ui/atoms/hidden'
import { Select, TextField } from '~/ui/atoms/inputs'
import { Time } from '~/ui/atoms/time'
import { useElements } from '~/ui/elements'
import { EmptyState } from '~/ui/molecules/card'
import { ErrorSummary } from '~/ui/molecules/error-summary'
import { Field } from '~/ui/molecules/field'
import { Flash } from '~/ui/molecules/flash'
import { Table } from '~/ui/molecules/table'
import { useWords } from '~/ui/strings'
import { entryOf } from '~/ui/strings/catalogue'
import { providersWords } from '~/ui/strings/providers'
import type { KeyReply, ShownKeys } from './provider-keys.server'

type Shown = ShownKeys['keys'][number]

/** What came of trying a key. */
export function TriedKey({ reply, keys }: { reply: KeyReply | undefined; keys: Shown[] }) {
  const words = useWords(providersWords)
  const tried = reply?.tried
  const key = keys.find(({ id }) => id === tried?.id)
  if (!tried || !key) return null
  const name = words.tried.key(words.providers[key.provider], key.lastFour)
  return (
    <Flash key={tried.outcome} tone={tried.outcome === 'works' ? 'good' : 'wrong'}>
      {words.tried[tried.outcome](name)}
    </Flash>
  )
}

interface Props {
  shown: ShownKeys
  reply: KeyReply | undefined
  /** Of a community rather than the platform. */
  own: boolean
}

/** The keys that are set, and the form that sets one. Nothing here holds more of a key than its end. */
export function ProviderKeys({ shown: { keys, offers, sealing }, reply, own }: Props) {
  const words = useWords(providersWords)
  return (
    <>
      {keys.length > 0 ? (
        <KeysTable keys={keys} />
      ) : (
        <EmptyState title={words.none}>{own ? words.noneOwn : words.noneText}</EmptyState>
      )}
      <section className="card mt-10" id="set">
        <h2 className="mb-2">{words.add}</h2>
        {sealing ? (
          <>
            <p className="mb-4">{words.addText}</p>
            <KeyForm offers={offers} reply={reply} />
          </>
        ) : (
          <p>{own ? words.noSealingOwn : words.noSealing}</p>
        )}
      </section>
    </>
  )
}

function KeysTable({ keys }: { keys: Shown[] }) {
  const { Form } = useElements()
  const words = useWords(providersWords)
  return (
    <Table
      caption={words.caption}
      rows={keys}
      rowKey={({ id }) => id}
      columns={[
        {
          label: words.provider,
          cell: ({ provider, address, idle }) => (
            <>
              <bdi>{words.at(words.providers[provider], address)}</bdi>
              {idle && <span className="hint block">{words.idle[idle]}</span>}
            </>
          ),
        },
        { label: words.ends, cell: ({ lastFour }) => <code>{lastFour}</code> },
        {
          label: words.set,
          cell: ({ set, setBy }) => (
            <>
              <Time {...set} /> <bdi>{setBy ? words.by(setBy) : words.somebody}</bdi>
            </>
          ),
        },
        { label: words.used, cell: ({ used }) => (used ? <Time {...used} /> : words.never) },
        {
          label: words.actions,
          end: true,
          cell: ({ id, provider, lastFour }) => (
            <Form method="post" className="buttons">
              <input type="hidden" name="key" value={id} />
              {(['try', 'drop'] as const).map((intent) => (
                <Button key={intent} name="intent" value={intent} small>
                  {words[intent]}
                  <VisuallyHidden>
                    {' '}
                    {words.providers[provider]}, {lastFour}
                  </VisuallyHidden>
                </Button>
              ))}
            </Form>
          ),
        },
      ]}
    />
  )
}

function KeyForm({ offers, reply }: { offers: KeyOffer[]; reply: KeyReply | undefined }) {
  const { Form } = useElements()
  const words = useWords(providersWords)
  const wrong = (name: string) => {
    const code = reply?.errors[name]
    return code ? (entryOf(words.wrong, code) ?? words.wrong.unknown) : undefined
  }
  const summed = (['place', 'secret'] as const).flatMap((name) => {
    const message = wrong(name)
    return message ? [{ fieldId: name, message }] : []
  })
  return (
    <>
      <ErrorSummary errors={summed} />
      <Form method="post" noValidate className="max-w-md">
        <Field id="place" label={words.fields.place} errors={wrong('place')}>
          {(wired) => (
            <Select
              name="place"
              defaultValue={reply?.values.place}
              options={offers.map(({ provider, address }) => ({
                value: `${provider} ${address}`.trim(),
                label: words.at(words.providers[provider], address),
              }))}
              {...wired}
            />
          )}
        </Field>
        <Field
          id="secret"
          label={words.fields.secret}
          hint={words.hints.secret}
          errors={wrong('secret')}
        >
          {(wired) => (
            <TextField name="secret" type="password" autoComplete="off" dir="ltr" {...wired} />
          )}
        </Field>
        <Button variant="primary" name="intent" value="keep">
          {words.addSubmit}
        </Button>
      </Form>
    </>
  )
}
