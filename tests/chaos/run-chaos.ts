import { printTable } from '../bench/table.ts'
import type { ServedApp } from '../fixtures/served-app.ts'
import { Chaos, type ChaosReport, type ChaosSize } from './chaos.ts'

const at = (sorted: number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0

/** Cuts everything in turn and prints what came of it. */
export async function runChaos(app: ServedApp, size: ChaosSize): Promise<ChaosReport> {
  const startedAt = performance.now()
  console.log(`seed ${size.seed}: answers of ${size.chunks} chunks, ${size.lanes} cut at once`)
  const chaos = new Chaos(app, size)
  await chaos.begin()
  const seconds = () => ((performance.now() - startedAt) / 1000).toFixed(0)
  await chaos.cutReaders()
  console.log(`readers were cut, ${seconds()} s`)
  await chaos.cutWorker()
  console.log(`the Worker was cut, ${seconds()} s`)
  await chaos.cutModel()
  const report = await chaos.finish()
  const rows = Object.entries(report.waits).flatMap(([what, waits]) => {
    const sorted = waits.toSorted((a, b) => a - b)
    const ms = (share: number) => at(sorted, share).toFixed(0)
    return sorted.length === 0 ? [] : [[what, String(sorted.length), ms(0.5), ms(0.95), ms(1)]]
  })
  printTable(['cut, and who reads', 'cuts', 'ms to the next word: p50', 'p95', 'longest'], rows)
  const away = report.away.map((ms) => ms.toFixed(0)).join(', ')
  console.log(`the Worker was away for ${away} ms; its rows count from when it was back`)
  for (const complaint of report.complaints.slice(0, 20)) console.log(complaint)
  const { readers, worker, model, cuts, lost, doubled } = report
  console.log(`of readers ${readers}, of the Worker ${worker}, of the model server ${model}`)
  console.log(`model calls ${report.modelCalls} of ${report.expectedCalls}`)
  console.log(`runs in the ledger ${report.runs} of ${report.expectedRuns}`)
  console.log(`${seconds()} s`)
  console.log(`cuts ${cuts}, lost ${lost}, doubled ${doubled}`)
  return report
}
