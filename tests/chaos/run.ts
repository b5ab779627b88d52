import '../bench/growth/app-imports.ts'
import { parseArgs } from 'node:util'
import { startServedApp } from '../fixtures/served-app.ts'

const { values } = parseArgs({
  options: { seed: { type: 'string' }, chunks: { type: 'string' }, lanes: { type: 'string' } },
})
const size = {
  seed: Number(values.seed ?? Date.now() % 1_000_000),
  chunks: Number(values.chunks ?? 40),
  lanes: Number(values.lanes ?? 14),
}
const { runChaos } = await import('./run-chaos.ts')
const app = await startServedApp()
try {
  const report = await runChaos(app, size)
  process.exitCode = report.complaints.length === 0 ? 0 : 1
} finally {
  await app.stop()
}
