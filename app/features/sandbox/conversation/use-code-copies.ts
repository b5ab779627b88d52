import { useEffect } from 'react'
import { useWords } from '~/ui/strings'
import { commonWords } from '~/ui/strings/common'
import { messageToolsWords } from '~/ui/strings/message-tools'

/** Milliseconds for which a button says that it copied. */
const SAID_MS = 2_000

/**
 * Gives each piece of code of an answer a button that copies it. They come with the script, into what
 * the server rendered, which is no part of React's tree.
 */
export function useCodeCopies(answerId: string): void {
  const { copied } = useWords(commonWords)
  const { copyCode } = useWords(messageToolsWords)
  useEffect(() => {
    const blocks = document.querySelectorAll<HTMLElement>(`#m-${answerId} figure.code-block`)
    const buttons = [...blocks].map((block) => {
      const button = document.createElement('button')
      button.type = 'button'
      button.className = 'button button-quiet button-small code-copy'
      button.textContent = copyCode
      button.setAttribute('aria-live', 'polite')
      // Over its corner, so that nothing below moves when it comes; the styles of the first paint are without.
      block.style.position = 'relative'
      button.style.cssText =
        'position:absolute;inset-block-start:0;inset-inline-end:0;min-height:0;padding-block:0.2rem;font-weight:inherit;background:var(--sunken)'
      button.onclick = async () => {
        const code = block.querySelector('code')?.textContent ?? ''
        // Refused: the code is still there to be marked by hand.
        const done = await navigator.clipboard.writeText(code).then(
          () => true,
          () => false,
        )
        if (!done) return
        button.textContent = copied
        setTimeout(() => {
          button.textContent = copyCode
        }, SAID_MS)
      }
      block.appendChild(button)
      return button
    })
    return () => {
      for (const button of buttons) button.remove()
    }
  }, [answerId, copyCode, copied])
}
