import pg from 'pg'
import { startTestPostgres } from '../fixtures/postgres.ts'
import { quantile } from './growth/measure.ts'
import { type Figures, figuresOf, judge, plantAgent } from './retrieval/judge.ts'
import { heldOut, lookedAt } from './retrieval/questions.ts'
import { printTable } from './table.ts'

const GOAL_RECALL = 0.9
const GOAL_SILENT = 18 / 20

/** The judged hundred: whether what an agent's documents say is found, and nothing where they don't. */
const postgres = await startTestPostgres()
const sql = new pg.Client({ connectionString: postgres.superuserUrl })
const worker = new pg.Client({ connectionString: postgres.workerUrl })
try {
  await Promise.all([sql.connect(), worker.connect()])
  const place = await plantAgent(sql)
  const halves = {
    'looked at': await judge(worker, place, lookedAt),
    'held out': await judge(worker, place, heldOut),
  }
  const all = Object.values(halves).flat()
  const row = (name: string, figures: Figures) => [
    name,
    String(figures.answerable + figures.unanswerable),
    figures.recall.toFixed(3),
    figures.mrr.toFixed(3),
    `${figures.silent} of ${figures.unanswerable}`,
  ]
  console.log(
    `Finding passages (goals for all: recall at 5 of ${GOAL_RECALL}, nothing found for 18 of 20)`,
  )
  printTable(
    ['questions', 'how many', 'recall at 5', 'MRR', 'nothing found where there is nothing'],
    [
      ...Object.entries(halves).map(([name, judged]) => row(name, figuresOf(judged))),
      row('all', figuresOf(all)),
    ],
  )
  // The held-out half is looked at as figures only.
  for (const { question, rank, found } of halves['looked at']) {
    const right = question.says === null ? found.length === 0 : rank !== null
    if (!right) console.log(`missed: ${question.asks} → ${found.map((each) => each.title)}`)
  }
  const times = all.map(({ ms }) => ms)
  console.log(
    `ms a question, with entering and policies: p50 ${quantile(times, 0.5).toFixed(1)}, p95 ${quantile(times, 0.95).toFixed(1)}`,
  )
  const { recall, silent, unanswerable } = figuresOf(all)
  process.exitCode = recall >= GOAL_RECALL && silent / unanswerable >= GOAL_SILENT ? 0 : 1
} finally {
  await Promise.all([sql.end(), worker.end()])
  await postgres.stop()
}
