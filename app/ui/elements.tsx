/**
 * The two elements a router likes to replace.
 *
 * `ui` knows no router: its links are `<a>` and its forms `<form>`. The root of the application
 * may put its own in their place, once, with `ElementsProvider`; every piece then uses them.
 */
import {
  type AnchorHTMLAttributes,
  type ComponentType,
  createContext,
  type FormHTMLAttributes,
  type ReactNode,
  useContext,
} from 'react'

export type AnchorProps = AnchorHTMLAttributes<HTMLAnchorElement> & { href: string }
export type FormProps = FormHTMLAttributes<HTMLFormElement>

export interface Elements {
  Anchor: ComponentType<AnchorProps>
  Form: ComponentType<FormProps>
}

const plain: Elements = {
  Anchor: ({ children, ...rest }) => <a {...rest}>{children}</a>,
  Form: (props) => <form {...props} />,
}

const ElementsContext = createContext<Elements>(plain)

/** Replaces the plain anchor, the plain form, or both, in all that it wraps. */
export function ElementsProvider({
  elements,
  children,
}: {
  elements: Partial<Elements>
  children: ReactNode
}) {
  return (
    <ElementsContext.Provider value={{ ...plain, ...elements }}>
      {children}
    </ElementsContext.Provider>
  )
}

/** The anchor and the form in force here. */
export function useElements(): Elements {
  return useContext(ElementsContext)
}
