import type { ModelRequest, OpenPicture, Turn, TurnPicture } from './model'
import type { SdkPrompt } from './sdk'

type UserPart = Extract<SdkPrompt[number], { role: 'user' }>['content'][number]

/**
 * The conversation as every provider takes it: it begins with the person, turns alternate and none
 * is empty (Anthropic and many chat templates refuse anything else).
 *
 * @param open reads the pictures that stand with turns, one after the other
 */
export async function toPrompt(request: ModelRequest, open: OpenPicture): Promise<SdkPrompt> {
  const turns: Turn[] = []
  for (const turn of request.history) {
    if (turn.text.trim() === '') continue
    const last = turns.at(-1)
    if (!last && turn.author === 'agent') continue
    if (last?.author === turn.author) {
      last.text += `\n\n${turn.text}`
      if (turn.images) last.images = [...(last.images ?? []), ...turn.images]
    } else turns.push({ ...turn })
  }
  const prompt: SdkPrompt = []
  if (request.instructions.trim() !== '') {
    prompt.push({ role: 'system', content: request.instructions })
  }
  for (const { author, text, images = [] } of turns) {
    const said = { type: 'text' as const, text }
    if (author === 'agent') {
      prompt.push({ role: 'assistant', content: [said] })
      continue
    }
    const content: UserPart[] = []
    for (const picture of images) content.push(await partOf(picture, open))
    prompt.push({ role: 'user', content: [...content, said] })
  }
  return prompt
}

/** Before the words that speak of it, as providers advise. */
async function partOf({ id, name, mediaType }: TurnPicture, open: OpenPicture): Promise<UserPart> {
  const data = await open(id)
  return data
    ? { type: 'file', filename: name, mediaType, data: { type: 'data', data } }
    : { type: 'text', text: '(A picture was attached here. It is not available any more.)' }
}
