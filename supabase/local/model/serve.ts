import { startChatServer } from './chat-server.ts'
import { loadLlamaEngine } from './llama-engine.ts'

// The child process that holds the model: a crash of native code ends it alone.
// Arguments: the runtime's folder, the weights, the model's name, the port (0 finds one).

const [, , runtimeDir = '', modelPath = '', model = '', port = '0'] = process.argv

// Ctrl-C reaches every process of a terminal; this one ends when its parent says so, or is gone.
process.on('SIGINT', () => {})
process.on('disconnect', () => process.exit(0))

try {
  const engine = await loadLlamaEngine({ runtimeDir, modelPath, model })
  const server = await startChatServer(engine, { port: Number(port) })
  process.on('SIGTERM', async () => {
    await server.stop()
    process.exit(0)
  })
  process.send?.({ baseUrl: server.baseUrl, port: server.port })
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
