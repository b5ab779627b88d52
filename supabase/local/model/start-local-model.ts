import { fileURLToPath } from 'node:url'
import { installedPaths, installRuntime, installWeights } from './install.ts'
import { startModelProcess } from './model-process.ts'
import type { RunProgram } from './run-program.ts'

export interface LocalModel {
  /** OpenAI-compatible, on loopback, ending in `/v1`. */
  baseUrl: string
  /** The name to ask it by. */
  model: string
  label: string
  stop(): Promise<void>
}

/** Why there is no local model here, in one line. */
export interface NoLocalModel {
  reason: string
}

export interface LocalModelOptions {
  /** Where weights and runtime are kept between starts. */
  dir: string
  log: (line: string) => void
  run?: RunProgram
}

const model = 'SmolLM2-135M-Instruct'

/** Gets what is missing, then serves the local model from a process of its own. Never throws. */
export async function startLocalModel(
  options: LocalModelOptions,
): Promise<LocalModel | NoLocalModel> {
  const { dir, log } = options
  try {
    await installWeights(options)
    await installRuntime(options)
    log('Starting the local model')
    const { runtimeDir, modelPath } = installedPaths(dir)
    const served = await startModelProcess({
      script: fileURLToPath(new URL('./serve.ts', import.meta.url)),
      args: [runtimeDir, modelPath, model],
      log,
    })
    const label = 'SmolLM2 135M, a small model on this machine'
    return { baseUrl: served.baseUrl, model, label, stop: served.stop }
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) }
  }
}
