import type { ReactNode } from 'react'

/** A file that is there already. */
export interface CurrentFile {
  name: string
  href: string
  /** Its size and the like. */
  detail?: ReactNode
  /** Whether it is a picture to be shown. */
  picture?: boolean
}

/** What a file is called, where it is, and what it looks like. */
export function FileShown({ name, href, detail, picture = false }: CurrentFile) {
  return (
    <div className="file-shown">
      {picture && <img className="file-picture" src={href} alt="" loading="lazy" />}
      <div className="file-name">
        {/* To a file, which no router shows. */}
        <a className="link" href={href}>
          <bdi>{name}</bdi>
        </a>
        {detail && <span className="hint"> {detail}</span>}
      </div>
    </div>
  )
}
