import type pg from 'pg'
import { items } from './items.ts'
import { type Judgement, judgements } from './judgements.ts'
import type { SamplePlace } from './sample-place.ts'

/** Places of a page that are judged. */
const JUDGED = 10

export interface Judged {
  judgement: Judgement
  /** Short names of what was found, best first. */
  found: string[]
  /** 1: nothing could be in a better order. */
  ndcg: number
}

const nameOf = new Map(Object.entries(items).map(([name, { title }]) => [title, name]))

const gain = (grades: number[]) =>
  grades.slice(0, JUDGED).reduce((sum, grade, at) => sum + (2 ** grade - 1) / Math.log2(at + 2), 0)

/** How good an order is, beside the best there could be. */
export function ndcg(found: string[], fits: Judgement['fits']): number {
  const ideal = gain(Object.values(fits).sort((a, b) => b - a))
  return ideal === 0 ? 1 : gain(found.map((name) => fits[name] ?? 0)) / ideal
}

/** Runs one search as the member, by the Worker's role. */
export async function searchAs(
  worker: pg.Client,
  { community, claims }: SamplePlace,
  text: string,
): Promise<string[]> {
  await worker.query('begin')
  try {
    await worker.query('select private.enter($1::jsonb)', [JSON.stringify(claims)])
    await worker.query('set local role authenticated')
    const { rows } = await worker.query<{ found: { items: { title: string }[] } }>(
      'select public.search($1, $2) as found',
      [community, text],
    )
    return (rows[0]?.found.items ?? []).map(({ title }) => {
      const plain = title.replace(/[\ue000\ue001]/g, '')
      return nameOf.get(plain) ?? plain
    })
  } finally {
    await worker.query('rollback')
  }
}

/** Runs all judged searches. */
export async function judge(worker: pg.Client, place: SamplePlace): Promise<Judged[]> {
  const judged: Judged[] = []
  for (const judgement of judgements) {
    const found = await searchAs(worker, place, judgement.text)
    judged.push({ judgement, found, ndcg: ndcg(found, judgement.fits) })
  }
  return judged
}

export const mean = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0) / numbers.length
