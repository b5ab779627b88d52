import { Disclosure } from '~/ui/molecules/disclosure'
import { SearchForm } from '~/ui/molecules/search-form'
import { useWords } from '~/ui/strings'
import { videosWords } from '~/ui/strings/videos'
import { writeTime } from './time'
import type { Line } from './transcript'
import { SecondLink } from './video-player'

interface VideoTranscriptProps {
  /** The video's page. */
  here: string
  lines: Line[]
  search: string
  /** The first of what was found, and how many there are. */
  found: { lines: Line[]; n: number }
  /** The second from which the player began; null before it plays. */
  at: number | null
  /** Leads to a second of the video. */
  hrefOf: (second: number) => string
}

/** What is said in a video: searched through, and read; each line leads to its second. */
export function VideoTranscript({ here, lines, search, found, at, hrefOf }: VideoTranscriptProps) {
  const words = useWords(videosWords)
  return (
    <section className="section" aria-labelledby="transcript">
      <h2 id="transcript">{words.transcript}</h2>
      <SearchForm
        label={words.searchTranscript}
        defaultValue={search}
        action={here}
        also={{ t: at === null ? null : String(at) }}
      />
      {search && (
        <>
          <p className="hint my-3" role="status">
            {found.n === 0 ? words.notFound(search) : words.found(found.n, search)}{' '}
            {found.n > found.lines.length && words.firstOf(found.lines.length)}
          </p>
          <Lines lines={found.lines} hrefOf={hrefOf} />
        </>
      )}
      <div className="mt-4">
        <Disclosure summary={words.whole}>
          <Lines lines={lines} hrefOf={hrefOf} />
        </Disclosure>
      </div>
    </section>
  )
}

function Lines({ lines, hrefOf }: Pick<VideoTranscriptProps, 'lines' | 'hrefOf'>) {
  const words = useWords(videosWords)
  return (
    <ol className="lines">
      {lines.map(({ at, text }, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same may be said twice.
        <li key={n}>
          {at === null ? (
            <span />
          ) : (
            <SecondLink href={hrefOf(at)} second={at}>
              <span className="sr-only">{words.jump(writeTime(Math.floor(at)))}</span>
              <span aria-hidden="true">{writeTime(Math.floor(at))}</span>
            </SecondLink>
          )}
          <span dir="auto">{text}</span>
        </li>
      ))}
    </ol>
  )
}
