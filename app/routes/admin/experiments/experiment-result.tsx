import type { KindFigures } from '~/features/experiments/experiment'
import { Badge } from '~/ui/atoms/badge'
import { Button } from '~/ui/atoms/button'
import { Link } from '~/ui/atoms/link'
import { Time } from '~/ui/atoms/time'
import { useElements } from '~/ui/elements'
import { EmptyState } from '~/ui/molecules/card'
import { Disclosure } from '~/ui/molecules/disclosure'
import { Table } from '~/ui/molecules/table'
import { useWords } from '~/ui/strings'
import { experimentsWords } from '~/ui/strings/experiments'
import type { LoadedExperiment } from './load-experiment.server'

type Shown = NonNullable<LoadedExperiment['experiment']>

/** What is tried out of an agent, or was, which of the two is better, and their figures. */
export function ExperimentResult({ experiment, others }: LoadedExperiment & { experiment: Shown }) {
  const words = useWords(experimentsWords)
  const { a, b } = experiment.figures
  return (
    <>
      <Standing experiment={experiment} />
      {a.conversations + b.conversations === 0 ? (
        <div className="mt-8">
          <EmptyState title={words.noneTitle}>{words.none}</EmptyState>
        </div>
      ) : (
        <>
          <Better experiment={experiment} />
          <InNumbers experiment={experiment} />
        </>
      )}
      {experiment.ended && <Decision experiment={experiment} />}
      {others.length > 0 && (
        <section className="mt-10">
          <h2 className="mb-3">{words.earlier}</h2>
          <ul className="rows">
            {others.map(({ href, model, started }) => (
              <li key={href} className="row">
                <Link href={href}>
                  {model === null ? words.bInstructions : words.bModel(model)}
                </Link>
                <Time {...started} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

/** What B is, since when, and how it ends or ended. */
function Standing({ experiment }: { experiment: Shown }) {
  const words = useWords(experimentsWords)
  const { Form } = useElements()
  const { model, instructions, share, started, ended, endedWhy, endedBy } = experiment
  return (
    <section className="card mt-6">
      <h2 className="mb-3">{model === null ? words.bInstructions : words.bModel(model)}</h2>
      <p>
        <Badge tone={ended ? 'note' : 'good'}>
          {ended ? words.state.ended : words.state.running}
        </Badge>{' '}
        {words.since} <Time {...started} />
        {ended && (
          <>
            , {words.until} <Time {...ended} />
          </>
        )}
        . {words.shared(share)}
      </p>
      {instructions !== null && (
        <div className="mt-3">
          <Disclosure summary={words.showInstructions}>
            <p className="whitespace-pre-wrap" dir="auto">
              {instructions}
            </p>
          </Disclosure>
        </div>
      )}
      {ended ? (
        <p className="mt-3">{endedWhy && words.why[endedWhy](endedBy)}</p>
      ) : (
        <>
          <p className="mt-3">
            {words.endsBy(experiment.stopRated, experiment.stopDays, experiment.stopConversations)}
          </p>
          <Form method="post" className="mt-4">
            <p className="hint mb-2">{words.endHint}</p>
            <Button name="intent" value="end" icon="stop">
              {words.end}
            </Button>
          </Form>
        </>
      )}
    </section>
  )
}

/** Which of the two is better, in words. */
function Better({ experiment: { figures, ended } }: { experiment: Shown }) {
  const words = useWords(experimentsWords)
  const { test } = figures
  if (!test) return <p className="hint mt-8">{words.ratingsForCoaches}</p>
  const { a, b, p, verdict, difference } = test
  const people = a.of + b.of
  const open = ended ? words.verdict.none(people) : words.verdict.open
  return (
    <section className="mt-8">
      <h2 className="mb-3">{words.result}</h2>
      {people === 0 ? (
        <p>{words.verdict.nothing}</p>
      ) : (
        <>
          <p className="lede">{verdict === 'open' ? open : words.verdict[verdict]}</p>
          <p className="mt-3">{words.compared(a, b)}</p>
          <p>
            {difference && words.difference(difference)} {words.chance(p)}
          </p>
          <p className="hint mt-3">{words.anyDay}</p>
        </>
      )}
    </section>
  )
}

function InNumbers({ experiment: { figures, prices } }: { experiment: Shown }) {
  const words = useWords(experimentsWords)
  const { rows, columns } = words
  const [priceA, priceB] = prices
  const row = (figure: string, of: (kind: KindFigures) => string | number) => ({
    figure,
    a: of(figures.a),
    b: of(figures.b),
  })
  const all = [
    row(rows.people, ({ people }) => people),
    row(rows.conversations, ({ conversations }) => conversations),
    row(rows.answers, ({ answers }) => answers),
    ...(figures.test ? [row(rows.rated, ({ good, bad }) => words.rated(good, bad))] : []),
    row(rows.again, ({ again, whole }) => words.again(again, whole)),
    row(rows.length, ({ length }) => words.tokens(length)),
    row(rows.firstWord, ({ firstWord }) => words.after(firstWord)),
    row(rows.duration, ({ duration }) => words.after(duration)),
    {
      figure: rows.cost,
      a: priceA?.cost ?? words.unknown,
      b: priceB?.cost ?? words.unknown,
    },
    ...(figures.test
      ? [
          {
            figure: rows.costPerGood,
            a: priceA?.perGood ?? words.unknown,
            b: priceB?.perGood ?? words.unknown,
          },
        ]
      : []),
    row(rows.broken, ({ broken }) => broken),
    row(rows.stoodIn, ({ stoodIn }) => stoodIn),
  ]
  return (
    <section className="mt-8">
      <h2 className="mb-3">{words.figures}</h2>
      <Table
        caption={words.figures}
        rows={all}
        rowKey={({ figure }) => figure}
        columns={[
          { label: columns.figure, cell: ({ figure }) => figure },
          { label: columns.a, cell: ({ a }) => a },
          { label: columns.b, cell: ({ b }) => b },
        ]}
      />
      <ul className="hint mt-3">
        {words.explained.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  )
}

/** What the agent goes on as, once it has ended. */
function Decision({ experiment: { id, outcome } }: { experiment: Shown }) {
  const words = useWords(experimentsWords)
  const { Form } = useElements()
  if (outcome) return <p className="mt-8">{words.outcome[outcome]}</p>
  return (
    <Form method="post" className="card card-next mt-8" aria-labelledby="decide-title">
      <h2 id="decide-title" className="mb-2">
        {words.decide}
      </h2>
      <p className="hint mb-3">{words.decideHint}</p>
      <input type="hidden" name="experiment" value={id} />
      <p className="buttons">
        <Button name="intent" value="keep">
          {words.keep}
        </Button>
        <Button name="intent" value="take">
          {words.take}
        </Button>
      </p>
    </Form>
  )
}
