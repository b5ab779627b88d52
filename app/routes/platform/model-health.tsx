import type { ModelHealth } from '~/features/providers/health.server'
import { Time } from '~/ui/atoms/time'
import { EmptyState } from '~/ui/molecules/card'
import { Table } from '~/ui/molecules/table'
import type { Moment } from '~/ui/moment'
import { useWords } from '~/ui/strings'
import { entryOf } from '~/ui/strings/catalogue'
import { providerHealthWords } from '~/ui/strings/provider-health'

export type ShownHealth = Omit<ModelHealth, 'failedAt'> & { failed: Moment | null }

/** How each model did in the last day: numbers and classes of failures, nothing that was said. */
export function ModelHealthTable({ health }: { health: ShownHealth[] }) {
  const words = useWords(providerHealthWords)
  if (health.length === 0) return <EmptyState title={words.none}>{words.noneText}</EmptyState>
  return (
    <>
      <p className="mb-4">{words.lede}</p>
      <Table
        caption={words.caption}
        rows={health}
        rowKey={({ provider, model }) => `${provider} ${model}`}
        columns={[
          {
            label: words.model,
            cell: ({ provider, model }) => (
              <>
                <bdi>{model}</bdi>, {provider ?? words.unlisted}
              </>
            ),
          },
          { label: words.answers, cell: ({ answers }) => answers.toLocaleString('en') },
          { label: words.well, cell: ({ wellPercent }) => words.percent(wellPercent) },
          {
            label: words.firstWord,
            cell: ({ firstWordMs }) =>
              firstWordMs === null ? words.unknown : words.ms(firstWordMs),
          },
          {
            label: words.failure,
            cell: ({ failure, failed }) =>
              failure === null ? (
                words.noFailure
              ) : (
                <>
                  {entryOf(words.failures, failure) ?? words.failures.other}
                  {failed && (
                    <>
                      , <Time {...failed} />
                    </>
                  )}
                </>
              ),
          },
          {
            label: words.state,
            cell: ({ resting }) => (resting ? words.resting : words.asked),
          },
        ]}
      />
      <p className="hint mt-4">{words.stateHint}</p>
    </>
  )
}
