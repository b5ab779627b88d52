import { useRouteLoaderData } from '@remix-run/react'
import type { RootData } from '~/root'
import { Flash } from '~/ui/molecules/flash'
import { type Strings, useStrings } from '~/ui/strings'

type FlashTexts = Record<string, string | ((params: Record<string, string>) => string)>

/** The words of a flash message, or null when the catalogue has none under that code. */
export function flashText(
  strings: Strings,
  code: string,
  params: Record<string, string>,
): string | null {
  const [context = '', name = ''] = code.split('.', 2)
  const group = Object.hasOwn(strings, context) ? strings[context as keyof Strings] : undefined
  const texts = (group as { flash?: FlashTexts } | undefined)?.flash
  const text = texts && Object.hasOwn(texts, name) ? texts[name] : undefined
  if (text === undefined) return null
  return typeof text === 'string' ? text : text(params)
}

/** What the last action did, told once, on the page that it led to. */
export function PageFlash() {
  const root = useRouteLoaderData<RootData>('root')
  const strings = useStrings()
  const text = root?.flash ? flashText(strings, root.flash.code, root.flash.params) : null
  // A new message is a new element: one that was closed must not keep the next one shut.
  return text ? <Flash key={root?.requestId}>{text}</Flash> : null
}
