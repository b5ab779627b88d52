import { FileShown } from '~/ui/molecules/file-shown'
import { useWords } from '~/ui/strings'
import { attachmentsWords } from '~/ui/strings/attachments'
import type { LinkedItemFile } from './item-files.server'

/** What is attached to an item, for whoever reads it. */
export function Attachments({ files }: { files: readonly LinkedItemFile[] }) {
  const words = useWords(attachmentsWords)
  const attached = files.filter(({ purpose }) => purpose === 'attachment')
  if (attached.length === 0) return null
  return (
    <section className="section" aria-labelledby="attachments">
      <h2 id="attachments">{words.title}</h2>
      <ul className="file-list">
        {attached.map(({ id, name, href, bytes }) => (
          <li key={id}>
            <FileShown name={name} href={href} detail={words.size(bytes)} />
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The picture that stands above an item; it says nothing that the words do not. */
export function Cover({ files }: { files: readonly LinkedItemFile[] }) {
  const cover = files.find(({ purpose }) => purpose === 'cover')
  return cover ? <img className="cover" src={cover.href} alt="" /> : null
}
