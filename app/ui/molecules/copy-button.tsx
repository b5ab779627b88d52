import { useState } from 'react'
import { Button } from '../atoms/button'
import { useHydrated } from '../hydrated'
import { useWords } from '../strings'
import { commonWords } from '../strings/common'

/** Puts a text on the clipboard; one that is still on its way is promised to it in the press itself, as browsers demand. */
async function toClipboard(text: string | Promise<string>): Promise<void> {
  if (typeof text === 'string') return navigator.clipboard.writeText(text)
  const plain = 'text/plain'
  const blob = text.then((words) => new Blob([words], { type: plain }))
  await navigator.clipboard.write([new ClipboardItem({ [plain]: blob })])
}

/** Copies a text. It appears with the script, since without one there is nothing it could do. */
export function CopyButton({
  text,
  label,
}: {
  /** What is copied, or what finds it when it is wanted. */
  text: string | (() => string | Promise<string>)
  label?: string
}) {
  const common = useWords(commonWords)
  const hydrated = useHydrated()
  const [copied, setCopied] = useState(false)
  if (!hydrated) return null

  async function copy() {
    try {
      await toClipboard(typeof text === 'string' ? text : text())
      setCopied(true)
    } catch {
      // The browser refused; the text is still there to be marked by hand.
      setCopied(false)
    }
  }
  return (
    <>
      <Button type="button" variant="quiet" small icon={copied ? 'check' : 'copy'} onClick={copy}>
        {copied ? common.copied : (label ?? common.copy)}
      </Button>
      <span className="sr-only" role="status">
        {copied && common.copied}
      </span>
    </>
  )
}
