import type { ModelRequest, Turn } from './model'
import type { SdkPrompt } from './sdk'

/**
 * The conversation as every provider takes it: it begins with the person, turns alternate and none
 * is empty (Anthropic and many chat templates refuse anything else).
 */
export function toPrompt(request: ModelRequest): SdkPrompt {
  const turns: Turn[] = []
  for (const turn of request.history) {
    if (turn.text.trim() === '') continue
    const last = turns.at(-1)
    if (!last && turn.author === 'agent') continue
    if (last?.author === turn.author) last.text += `\n\n${turn.text}`
    else turns.push({ ...turn })
  }
  const prompt: SdkPrompt = turns.map(({ author, text }) => ({
    role: author === 'person' ? 'user' : 'assistant',
    content: [{ type: 'text', text }],
  }))
  if (request.instructions.trim() !== '') {
    prompt.unshift({ role: 'system', content: request.instructions })
  }
  return prompt
}
