import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { Agent } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { freePort } from '../../../supabase/local/postgres/free-port.ts'
import { timeOnTheWire } from '../http-person.ts'
import { type AskAs, WORD } from './crowd.ts'

/** An Open WebUI that answers from the same provider. It keeps nothing of what is asked by its API. */
export interface OpenWebUi {
  ask: AskAs
  stop(): Promise<void>
}

/** The program of a `pip install open-webui==0.12.4`; undefined where `OPEN_WEBUI` names none. */
export function openWebUiProgram(): string | undefined {
  const program = process.env.OPEN_WEBUI
  return program && existsSync(program) ? program : undefined
}

/** Starts it on a folder of its own, with the provider as its only one. */
export async function startOpenWebUi(program: string, providerUrl: string): Promise<OpenWebUi> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'aigym-open-webui-'))
  const port = await freePort()
  const base = `http://127.0.0.1:${port}`
  const server = spawn(program, ['serve', '--host', '127.0.0.1', '--port', String(port)], {
    cwd: dataDir,
    stdio: 'ignore',
    env: {
      PATH: process.env.PATH,
      HOME: dataDir,
      DATA_DIR: dataDir,
      WEBUI_SECRET_KEY: randomBytes(24).toString('hex'),
      OPENAI_API_BASE_URL: providerUrl,
      OPENAI_API_KEY: 'scripted',
      ENABLE_OLLAMA_API: 'false',
      // What it would fetch models for, from the network.
      OFFLINE_MODE: 'true',
      HF_HUB_OFFLINE: '1',
      RAG_EMBEDDING_ENGINE: 'openai',
      AUDIO_STT_ENGINE: 'openai',
    },
  })
  const stop = async () => {
    if (server.exitCode === null) {
      server.kill('SIGTERM')
      const killed = setTimeout(10_000).then(() => server.kill('SIGKILL'))
      await Promise.race([once(server, 'exit'), killed])
    }
    await rm(dataDir, { recursive: true, force: true })
  }
  try {
    for (let tries = 0; !(await fetch(`${base}/health`).catch(() => null))?.ok; tries += 1) {
      if (tries > 360 || server.exitCode !== null) throw new Error('Open WebUI does not answer')
      await setTimeout(500)
    }
    const signedUp = await fetch(`${base}/api/v1/auths/signup`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        name: 'Bench',
        email: 'bench@people.test',
        password: randomBytes(12).toString('hex'),
      }),
    })
    const { token } = (await signedUp.json()) as { token?: string }
    if (!token) throw new Error(`Open WebUI: signing up answered ${signedUp.status}`)
    const authorization = `Bearer ${token}`
    // It knows a model once somebody has asked for the list.
    const models = await fetch(`${base}/api/models`, { headers: { authorization } })
    if (!models.ok) throw new Error(`Open WebUI: its models answered ${models.status}`)
    await models.text()
    const agent = new Agent({ keepAlive: true })
    const body = JSON.stringify({
      model: 'scripted',
      stream: true,
      messages: [{ role: 'user', content: 'How do I begin?' }],
    })
    const headers = {
      authorization,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    }
    const address = `${base}/api/chat/completions`
    return {
      ask: async () =>
        (await timeOnTheWire(address, { agent, method: 'POST', headers, body }, WORD)).ms,
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}
