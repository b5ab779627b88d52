import pg from 'pg'
import { startTestPostgres } from '../fixtures/postgres.ts'
import { quantile } from './growth/measure.ts'
import { judge, mean, searchAs } from './search/judge.ts'
import { judgements } from './search/judgements.ts'
import { plantPlace } from './search/sample-place.ts'
import { printTable } from './table.ts'

const SIZES = [1_000, 10_000, 100_000]
const GOAL_NDCG = 0.8
const GOAL_TIMES = 1.5
const ABOUT = ['words', 'prefix', 'typo'] as const

/** The judged hundred in communities of three sizes: how well, and how long. */
const judgedRows: string[][] = []
const timedRows: string[][] = []
let missed = 0
let least = 0
for (const size of SIZES) {
  const postgres = await startTestPostgres()
  const sql = new pg.Client({ connectionString: postgres.superuserUrl })
  const worker = new pg.Client({ connectionString: postgres.workerUrl })
  try {
    await Promise.all([sql.connect(), worker.connect()])
    const place = await plantPlace(sql, size)
    const judged = await judge(worker, place)
    const of = (about: (typeof ABOUT)[number]) =>
      mean(judged.filter((each) => each.judgement.about === about).map(({ ndcg }) => ndcg))
    const all = mean(judged.map(({ ndcg }) => ndcg))
    if (all < GOAL_NDCG) missed += 1
    judgedRows.push([
      size.toLocaleString('en'),
      ...ABOUT.map((about) => of(about).toFixed(3)),
      all.toFixed(3),
    ])
    const times: number[] = []
    // A common word of the sample, too, which fits hundreds.
    for (const text of [...judgements.map((each) => each.text), 'sample', 'practise', 'pract']) {
      const tries: number[] = []
      for (let again = 0; again < 3; again += 1) {
        const startedAt = performance.now()
        await searchAs(worker, place, text)
        tries.push(performance.now() - startedAt)
      }
      times.push(quantile(tries, 0.5))
    }
    const p95 = quantile(times, 0.95)
    least ||= p95
    if (p95 > least * GOAL_TIMES) missed += 1
    timedRows.push([
      size.toLocaleString('en'),
      quantile(times, 0.5).toFixed(1),
      p95.toFixed(1),
      Math.max(...times).toFixed(1),
      `${(p95 / least).toFixed(2)}×`,
    ])
  } finally {
    await Promise.all([sql.end(), worker.end()])
    await postgres.stop()
  }
}
console.log(`nDCG@10 of ${judgements.length} judged searches (goal ${GOAL_NDCG})`)
printTable(['items', ...ABOUT, 'all'], judgedRows)
console.log(`ms a search, with entering and policies (goal: p95 within ${GOAL_TIMES} times)`)
printTable(['items', 'p50', 'p95', 'most', 'of the smallest'], timedRows)
process.exitCode = missed === 0 ? 0 : 1
