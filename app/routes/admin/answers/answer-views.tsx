import { useWords } from '~/ui/strings'
import { answersWords } from '~/ui/strings/answers'
import { Links } from '../links'

/** The views of the room of answers: what was reported, how good answers are, which models were better, what is shared. */
export function AnswerViews({
  slug,
  current,
}: {
  slug: string
  current: 'open' | 'settled' | 'quality' | 'compared' | 'held' | 'shared'
}) {
  const words = useWords(answersWords)
  const reports = `/c/${slug}/admin/answers`
  const views = [
    ['open', reports],
    ['settled', `${reports}?show=settled`],
    ['quality', `/c/${slug}/admin/quality`],
    ['compared', `/c/${slug}/admin/comparisons`],
    ['held', `/c/${slug}/admin/held`],
    ['shared', `/c/${slug}/admin/shared`],
  ] as const
  return (
    <Links
      label={words.views}
      items={views.map(([view, href]) => ({ href, label: words[view], current: view === current }))}
    />
  )
}
