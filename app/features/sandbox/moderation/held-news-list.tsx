import { Badge } from '~/ui/atoms/badge'
import { Link } from '~/ui/atoms/link'
import { Time } from '~/ui/atoms/time'
import { Row, Rows } from '~/ui/molecules/row'
import type { Moment } from '~/ui/moment'
import { useWords } from '~/ui/strings'
import { heldNewsWords } from '~/ui/strings/held-news'
import { AskAgain } from './ask-again'
import { type HeldNews, toneOf } from './held-news'

/** What coaches decided of what is held of mine, on the dashboard. */
export function HeldNewsList({
  news,
}: {
  news: (Omit<HeldNews, 'at'> & { when: Moment; postKey: string })[]
}) {
  const words = useWords(heldNewsWords)
  return (
    <section className="section mt-10">
      <h2>{words.title}</h2>
      <Rows>
        {news.map(({ id, mark, answer, title, place, why, when, postKey }) => (
          <Row
            key={id}
            title={<Link href={why}>{title}</Link>}
            actions={answer && <AskAgain action={place} {...{ title, answer, postKey }} />}
          >
            <Badge tone={toneOf[mark]}>{words.mark[mark]}</Badge> <Time {...when} />
          </Row>
        ))}
      </Rows>
    </section>
  )
}
