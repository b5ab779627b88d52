import { watch } from 'node:fs'
import path from 'node:path'
import { inWords } from '../run-command.ts'
import { startReloadProxy } from './dev/reload-proxy.ts'
import { endWithParent } from './end-with-parent.ts'
import { chooseProvider } from './model/choose-provider.ts'
import type { LocalPostgres } from './postgres/start-postgres.ts'
import { projectRoot, refuseTakenPort, startStack } from './stack.ts'
import { buildWorker } from './worker/build.ts'

/** Milliseconds without a further change before a rebuild begins. */
const SETTLE_MS = 150

interface Dev {
  postgres: LocalPostgres
  stop(): Promise<void>
}

/** Daily work: the product on workerd, rebuilt and reloaded in the browser at each saved change. */
async function dev(port: number): Promise<Dev> {
  const say = (line: string) => console.log(line)
  await refuseTakenPort(port)
  await buildWorker(projectRoot, say)
  const data = path.join(projectRoot, '.local')
  const provider = await chooseProvider({
    env: process.env,
    dir: path.join(data, 'model'),
    log: say,
  })
  const stack = await startStack({
    dataDir: path.join(data, 'data'),
    port: 0,
    siteUrl: `http://127.0.0.1:${port}`,
    say,
    vars: provider.vars,
  })
  const proxy = await startReloadProxy({ port, target: stack.url })

  let timer: NodeJS.Timeout | undefined
  let building = Promise.resolve()
  const rebuild = async () => {
    try {
      if (!(await buildWorker(projectRoot, say))) return
      await stack.worker.reload()
      proxy.reload()
      say('Reloaded')
    } catch (error) {
      console.error(error instanceof Error ? error.message : error)
    }
  }
  const watchers = ['app', 'public'].map((folder) =>
    watch(path.join(projectRoot, folder), { recursive: true }, () => {
      clearTimeout(timer)
      timer = setTimeout(() => {
        building = building.then(rebuild)
      }, SETTLE_MS)
    }),
  )
  say(
    `\nAI GYM for development: ${proxy.url}\n  Mail: ${stack.mailboxUrl}\n  AI: ${provider.label}`,
  )
  return {
    postgres: stack.postgres,
    async stop() {
      for (const each of watchers) each.close()
      clearTimeout(timer)
      await proxy.stop()
      await stack.stop()
      await provider.stop()
    },
  }
}

let running: Dev | undefined
const ending = endWithParent(async () => running?.stop())
try {
  running = await dev(Number(process.env.PORT ?? 8787))
  ending.onceServing(running.postgres)
} catch (error) {
  console.error(inWords(error))
  process.exit(1)
}
