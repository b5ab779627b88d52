export interface Ollama {
  /** OpenAI-compatible, ending in `/v1`. */
  baseUrl: string
  model: string
}

/**
 * An Ollama on this machine that has a model to talk with; null when there is none.
 *
 * @param wanted the model to use when it is there; else the first that is no embedding model.
 */
export async function findOllama(
  wanted?: string,
  address = 'http://127.0.0.1:11434',
): Promise<Ollama | null> {
  try {
    const response = await fetch(`${address}/api/tags`, { signal: AbortSignal.timeout(1_000) })
    const { models } = (await response.json()) as { models?: { name?: unknown }[] }
    const names = (models ?? [])
      .map(({ name }) => name)
      .filter((name) => typeof name === 'string' && !/embed|minilm|bge-/i.test(name)) as string[]
    const model = names.find((name) => name === wanted) ?? names[0]
    return model ? { baseUrl: `${address}/v1`, model } : null
  } catch {
    return null
  }
}
