import { useEffect, useRef } from 'react'
import { Disclosure } from '~/ui/molecules/disclosure'
import { useWords } from '~/ui/strings'
import { talkKeysWords } from '~/ui/strings/talk-keys'

/**
 * The list of a conversation's keys, which unfolds without JavaScript, and the keys themselves. All
 * are held with Alt and Shift: no single letter does anything (WCAG 2.1.4).
 */
export function TalkKeys() {
  const words = useWords(talkKeysWords)
  const list = useRef<HTMLDivElement>(null)

  useEffect(() => {
    function show() {
      const folded = list.current?.querySelector('details')
      if (!folded) return
      const menu = folded.parentElement?.closest('details')
      if (menu) menu.open = true
      folded.open = true
      folded.querySelector('summary')?.focus()
    }
    const does = new Map([
      ['KeyM', write],
      ['KeyS', stop],
      ['KeyR', readAloud],
      ['KeyK', show],
    ])
    function onKeyDown(event: KeyboardEvent) {
      const { altKey, shiftKey, ctrlKey, metaKey, code } = event
      const act = altKey && shiftKey && !ctrlKey && !metaKey && does.get(code)
      if (!act) return
      // Some keyboards write a sign with these.
      event.preventDefault()
      act()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])

  return (
    <div ref={list}>
      <Disclosure summary={words.title}>
        <dl>
          {words.keys.map(([key, what]) => (
            <div key={key}>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd className="hint">{what}</dd>
            </div>
          ))}
        </dl>
      </Disclosure>
    </div>
  )
}

function write() {
  document.getElementById('message')?.focus()
}

function stop() {
  document.querySelector('input[name=intent][value=stop]')?.closest('form')?.requestSubmit()
}

function readAloud() {
  const buttons = document.querySelectorAll<HTMLElement>('[data-read-aloud]')
  buttons[buttons.length - 1]?.click()
}
