import type { Pair, Piece } from '~/features/content/versions/compare-texts.server'
import { VisuallyHidden } from '~/ui/atoms/hidden'
import { useWords } from '~/ui/strings'
import { contentVersionsWords } from '~/ui/strings/content-versions'

/** A part of an item in two states, line by line. */
export interface ComparedPart {
  label: string
  lines: Pair[]
}

interface SideBySideProps {
  parts: ComparedPart[]
  /** What the two states are called. */
  before: string
  after: string
}

/** Two states of an item beside each other; what differs is told in words, too. */
export function SideBySide({ parts, before, after }: SideBySideProps) {
  return parts.map(({ label, lines }) => (
    <section key={label} className="mt-6">
      <h3 className="mb-2">{label}</h3>
      <div className="compared">
        <p className="eyebrow">{before}</p>
        <p className="eyebrow">{after}</p>
        {lines.map((pair, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is told apart by its place.
          <Line key={at} {...pair} />
        ))}
      </div>
    </section>
  ))
}

function Line({ before, after }: Pair) {
  const versions = useWords(contentVersionsWords)
  return (
    <>
      <p className="whitespace-pre-wrap" dir="auto">
        <Pieces pieces={before} as="del" word={versions.removed} />
      </p>
      <p className="whitespace-pre-wrap" dir="auto">
        <Pieces pieces={after} as="ins" word={versions.added} />
      </p>
    </>
  )
}

function Pieces({
  pieces,
  as: As,
  word,
}: {
  pieces: Piece[] | null
  as: 'del' | 'ins'
  word: string
}) {
  return (pieces ?? []).map(({ text, changed }, at) =>
    changed && text !== '' ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: a piece is told apart by its place.
      <As key={at}>
        <VisuallyHidden>{`(${word})`}</VisuallyHidden>
        {text}
      </As>
    ) : (
      text
    ),
  )
}
