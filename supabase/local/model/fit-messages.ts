import type { ChatMessage } from './engine.ts'

/** Tokens that a message takes beside its text. */
const frame = 8
/** The instructions may take this part of the room at most. */
const instructionsShare = 0.4

/**
 * What of a conversation fits into `room` tokens: the instructions, and the newest messages. One
 * that is too long by itself loses its middle, since a question stands at its beginning or end.
 *
 * A context that overflows is cut by the engine too, but that took 25 s for 32,000 characters.
 */
export function fitMessages(
  messages: readonly ChatMessage[],
  room: number,
  count: (text: string) => number,
): ChatMessage[] {
  const cost = ({ content }: ChatMessage) => count(content) + frame
  const first = messages[0]?.role === 'system' ? messages[0] : undefined
  const instructions = first && shorten(first, Math.floor(room * instructionsShare), count)
  let left = room - (instructions ? cost(instructions) : 0)
  const kept: ChatMessage[] = []
  for (const message of messages.slice(first ? 1 : 0).reverse()) {
    const whole = cost(message)
    if (whole > left && kept.length > 0) break
    const fitting = whole > left ? shorten(message, left, count) : message
    left -= cost(fitting)
    kept.unshift(fitting)
  }
  // A conversation begins with the person, whatever was left out.
  while (kept.length > 1 && kept[0]?.role === 'assistant') kept.shift()
  return instructions ? [instructions, ...kept] : kept
}

function shorten(message: ChatMessage, room: number, count: (text: string) => number): ChatMessage {
  const characters = [...message.content]
  let keep = characters.length
  let content = message.content
  // Each turn takes the share that was too much, and a little more; two or three turns do.
  for (let cost = count(content) + frame; cost > room && keep > 1; cost = count(content) + frame) {
    keep = Math.min(keep - 1, Math.floor((keep * Math.max(room - frame, 1) * 0.95) / cost))
    const head = characters.slice(0, Math.ceil(keep / 2)).join('')
    const tail = characters.slice(characters.length - Math.floor(keep / 2)).join('')
    content = `${head} … ${tail}`
  }
  return { ...message, content }
}
