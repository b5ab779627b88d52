import { Button } from '~/ui/atoms/button'
import { RadioGroup } from '~/ui/molecules/radio-group'
import { useWords } from '~/ui/strings'
import { talkOptionsWords } from '~/ui/strings/talk-options'
import { LONGEST_EXPORT } from './exported'

/** Takes a conversation out. The answer is the file itself, so that no script has a part in it. */
export function ExportForm({ path }: { path: string }) {
  const { export: words } = useWords(talkOptionsWords)
  return (
    <section>
      <h2>{words.title}</h2>
      <p>{words.text(LONGEST_EXPORT.toLocaleString('en'))}</p>
      <form action={`${path}/export/file`} className="mt-4">
        <RadioGroup
          id="as"
          name="as"
          label={words.as}
          value="markdown"
          options={[
            { value: 'markdown', label: words.markdown, hint: words.markdownHint },
            { value: 'json', label: words.json, hint: words.jsonHint },
            { value: 'print', label: words.print, hint: words.printHint },
          ]}
        />
        <Button>{words.do}</Button>
      </form>
    </section>
  )
}
