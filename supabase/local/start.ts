import path from 'node:path'
import { parseArgs } from 'node:util'
import { inWords } from '../run-command.ts'
import { endWithParent } from './end-with-parent.ts'
import { chooseProvider } from './model/choose-provider.ts'
import { StartError } from './postgres/start-error.ts'
import { bringSamplesOnce } from './samples.ts'
import { projectRoot, refuseTakenPort, type Stack, startStack } from './stack.ts'
import { buildWorker } from './worker/build.ts'

const DATA = path.join(projectRoot, '.local')
const DEMO_PASSWORD = 'train-with-ai-2026'

interface StartOptions {
  port: number
  reset: boolean
  dataDir?: string
  say?: (line: string) => void
  env?: NodeJS.ProcessEnv
}

export interface Started extends Stack {
  /** Resolves when the samples are in, or were there already. */
  samples: Promise<void>
}

/** Starts the whole product on its embedded default and says where it is. */
export async function start({
  port,
  reset,
  dataDir = path.join(DATA, 'data'),
  say = (line) => console.log(line),
  env = process.env,
}: StartOptions): Promise<Started> {
  await refuseTakenPort(port)
  await buildWorker(projectRoot, say)
  const provider = await chooseProvider({ env, dir: path.join(DATA, 'model'), log: say })
  try {
    const stack = await startStack({ dataDir, port, reset, say, vars: provider.vars })
    say(
      [
        '',
        `AI GYM runs at ${stack.url}`,
        `  Mail it sends: ${stack.mailboxUrl}`,
        `  AI: ${provider.label}`,
        `  Demo accounts (password ${DEMO_PASSWORD}):`,
        '    super@aigym.test                              super admin',
        '    coach@aigym.test, member@aigym.test           Northside',
        '    rival-coach@aigym.test, rival@aigym.test      Harbor',
        '  End it with Ctrl-C.',
      ].join('\n'),
    )
    // Nobody waits for them: the product answers, and they come in while somebody signs in.
    const samples = bringSamplesOnce(stack, DEMO_PASSWORD, say)
    return {
      ...stack,
      samples,
      async stop() {
        await stack.stop()
        await samples
        await provider.stop()
      },
    }
  } catch (error) {
    await provider.stop()
    throw error
  }
}

if (import.meta.main) {
  const port = Number(process.env.PORT ?? 8787)
  let stack: Stack | undefined
  const ending = endWithParent(async () => stack?.stop())
  try {
    if (!Number.isInteger(port) || port < 1 || port > 65_535) {
      throw new StartError(`PORT must be a number from 1 to 65535; it is ${process.env.PORT}.`)
    }
    const { values } = parseArgs({ options: { reset: { type: 'boolean', default: false } } })
    const dataDir = process.env.DATA_DIR
    stack = await start({ port, reset: values.reset, ...(dataDir ? { dataDir } : {}) })
    ending.onceServing(stack.postgres)
  } catch (error) {
    console.error(inWords(error))
    process.exit(1)
  }
}
