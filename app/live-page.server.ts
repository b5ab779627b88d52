import { FOLLOW } from '~/features/sandbox/live/follow-mark'
import { LIVE_SLOT } from '~/ui/atoms/live-slot'

/**
 * Has a page whose answer is still being written into it come again as the live one, once all its
 * scripts are there; `FOLLOW` in the address asks for that. Where they are off, blocked or late, and
 * where the person has begun to go elsewhere (Stop is a form), the page stays as it is.
 *
 * @param modules addresses of the scripts that the live page needs
 */
export function takeOver(nonce: string, modules: readonly string[]): string {
  const list = JSON.stringify([...new Set(modules)]).replaceAll('<', '\\u003c')
  return `<script nonce="${nonce}">${TAKE_OVER}(${list},document.currentScript.nonce)</script>`
}

const TAKE_OVER = `((modules,nonce)=>{
let missing=modules.length,leaving=false;
addEventListener("beforeunload",()=>{leaving=true});
for(const href of modules){
const link=document.createElement("link");
Object.assign(link,{rel:"modulepreload",href,nonce,onload(){
if(--missing||leaving||document.querySelector("[data-live=end]"))return;
const there=new URL(location.href);
there.searchParams.set("${FOLLOW}","");
location.replace(there);
}});
document.head.append(link);
}})`

/**
 * Begins to make the first pieces while the page around them is rendered: whoever makes an answer is
 * asked for its words meanwhile.
 */
export function readAhead(pieces: AsyncIterable<string>): AsyncIterable<string> {
  const iterator = pieces[Symbol.asyncIterator]()
  const ahead = [iterator.next(), iterator.next()]
  for (const piece of ahead) piece.catch(() => {}) // Whoever reads it hears of it.
  return {
    [Symbol.asyncIterator]: () => ({
      next: () => ahead.shift() ?? iterator.next(),
      return: async () => (await iterator.return?.()) ?? { done: true, value: undefined },
    }),
  }
}

/**
 * Writes a page's first half, then `pieces` as they come, then its second half.
 *
 * @param html the page, rendered, with one live slot
 * @param pieces escaped HTML; closed when the reader goes away
 * @param before what goes out with the first half
 */
export function fillLiveSlot(
  html: string,
  pieces: AsyncIterable<string>,
  before = '',
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  const at = html.indexOf(LIVE_SLOT)
  const head = at < 0 ? html : html.slice(0, at) + before
  const tail = at < 0 ? '' : html.slice(at + LIVE_SLOT.length)
  const iterator = pieces[Symbol.asyncIterator]()
  let headSent = false
  const source: UnderlyingDefaultSource<Uint8Array> = {
    async pull(controller) {
      if (!headSent) {
        headSent = true
        controller.enqueue(encoder.encode(head))
        return
      }
      const next = await iterator.next()
      if (!next.done) {
        controller.enqueue(encoder.encode(next.value))
        return
      }
      controller.enqueue(encoder.encode(tail))
      controller.close()
    },
    async cancel() {
      await iterator.return?.()
    },
  }
  // Two: the first piece is asked for while the page's first half is on its way.
  return new ReadableStream(source, { highWaterMark: 2 })
}
