import {
  type ElementType,
  type FunctionComponent,
  lazy,
  type ReactNode,
  Suspense,
  useEffect,
  useMemo,
  useState,
} from 'react'

type Piece<Props> = (props: Props) => ReactNode

/**
 * A piece that stands in the page as the server sends it, and whose script comes after the page's
 * own in the browser: nobody waits for it.
 *
 * @param here the piece itself, on the server: `import.meta.env.SSR ? Piece : null`
 * @param load brings it, in the browser
 */
export function late<Props extends object>(
  here: Piece<Props> | null,
  load: () => Promise<Piece<Props>>,
): Piece<Props> {
  const brought = async () => ({ default: (await load()) as FunctionComponent<Props> })
  const shown: ElementType = here ?? lazy(brought)
  return (props) => <Late shown={shown} props={props} />
}

/** Until the script has come the piece stays as it first stood: React would else throw it away. */
function Late({ shown: Shown, props }: { shown: ElementType; props: object }) {
  const [first] = useState(props)
  const [come, setCome] = useState(false)
  const now = come ? props : first
  return useMemo(
    () => (
      <Suspense>
        <Shown {...now} />
        <Come tell={setCome} />
      </Suspense>
    ),
    [Shown, now],
  )
}

function Come({ tell }: { tell: (come: boolean) => void }) {
  useEffect(() => tell(true), [tell])
  return null
}
