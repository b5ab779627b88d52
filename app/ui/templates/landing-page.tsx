import type { ReactNode } from 'react'
import { ButtonLink } from '../atoms/button'
import { CentreCircle } from '../atoms/court'
import { Link } from '../atoms/link'
import { useWords } from '../strings'
import { errorsWords } from '../strings/errors'
import { landingWords } from '../strings/landing'

export interface LandingPicture {
  /** A picture of the real sandbox; its size in pixels keeps its place while it loads. */
  src: string
  /** The same in the dark, if there is one. */
  darkSrc?: string
  width: number
  height: number
}

/** What this is, for whom, what it looks like, and one way in. */
export function LandingPage({
  picture,
  flash,
  signedIn = false,
}: {
  picture?: LandingPicture
  /** A message from the last action. */
  flash?: ReactNode
  /** Somebody who is in already is led on instead. */
  signedIn?: boolean
}) {
  const landing = useWords(landingWords)
  const errors = useWords(errorsWords)
  return (
    <main id="content" tabIndex={-1} className="page">
      {flash && <div className="flashes">{flash}</div>}
      <div className="hero">
        <div>
          <h1>{landing.title}</h1>
          <p className="lede mt-4">{landing.lede}</p>
          <p className="buttons mt-6">
            {signedIn ? (
              <ButtonLink href="/dashboard" variant="primary">
                {errors.goDashboard}
              </ButtonLink>
            ) : (
              <>
                <ButtonLink href="/signup" variant="primary">
                  {landing.start}
                </ButtonLink>
                <span>
                  {landing.already} <Link href="/login">{landing.signIn}</Link>
                </span>
              </>
            )}
          </p>
        </div>
        {picture && (
          <figure className="hero-picture">
            <CentreCircle />
            <picture>
              {picture.darkSrc && (
                <source srcSet={picture.darkSrc} media="(prefers-color-scheme: dark)" />
              )}
              <img
                src={picture.src}
                alt={landing.pictureAlt}
                width={picture.width}
                height={picture.height}
              />
            </picture>
            <figcaption>{landing.pictureCaption}</figcaption>
          </figure>
        )}
      </div>
      <section className="section">
        <h2>{landing.howTitle}</h2>
        <ol className="lanes">
          {landing.how.map(({ title, text }, index) => (
            <li key={title}>
              <span className="lane" aria-hidden="true">
                {index + 1}
              </span>
              <h3>{title}</h3>
              <p>{text}</p>
            </li>
          ))}
        </ol>
      </section>
      <section className="section">
        <h2>{landing.whoTitle}</h2>
        <div className="trio">
          {landing.who.map(({ title, text }) => (
            <div key={title}>
              <h3>{title}</h3>
              <p className="text-muted">{text}</p>
            </div>
          ))}
        </div>
      </section>
    </main>
  )
}
