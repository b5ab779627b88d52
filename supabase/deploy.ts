import { spawn } from 'node:child_process'
import path from 'node:path'
import { StartError } from './local/postgres/start-error.ts'
import { projectRoot } from './local/stack.ts'
import { buildWorker } from './local/worker/build.ts'
import { runCommand } from './run-command.ts'

/**
 * Builds the Worker and sends it to Cloudflare.
 *
 * @param words further words for `wrangler deploy`
 * @throws StartError when wrangler could not; it has said why
 */
export async function deploy(
  root: string,
  words: string[],
  say: (line: string) => void,
): Promise<void> {
  await buildWorker(root, say)
  const wrangler = path.join(root, 'node_modules', '.bin', 'wrangler')
  // It may ask who you are: the terminal is its own.
  const child = spawn(wrangler, ['deploy', ...words], { cwd: root, stdio: 'inherit' })
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', resolve)
  })
  if (code !== 0) throw new StartError('The Worker was not deployed; wrangler says why above.')
}

if (import.meta.main) await runCommand((say) => deploy(projectRoot, process.argv.slice(2), say))
