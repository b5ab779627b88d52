import { useWords } from '~/ui/strings'
import { messageToolsWords } from '~/ui/strings/message-tools'
import { isPicture, type LinkedMessageFile } from './message-files'

/** What was attached to a message: pictures as such, all else by name. */
export function MessageFiles({ files }: { files: readonly LinkedMessageFile[] }) {
  const words = useWords(messageToolsWords)
  return (
    <ul className="message-files" aria-label={words.files}>
      {files.map(({ id, name, href, mediaType }) => (
        <li key={id}>
          {href === null ? (
            <bdi>{name}</bdi>
          ) : (
            // To a file, which no script of ours shows.
            <a className="link" href={href}>
              {isPicture(mediaType) ? (
                <img className="file-picture" src={href} alt={name} loading="lazy" />
              ) : (
                <bdi>{name}</bdi>
              )}
            </a>
          )}
        </li>
      ))}
    </ul>
  )
}
