import { SaxesParser } from 'saxes'

/** An element of XML, or a text. */
export type XmlNode = XmlElement | string

export interface XmlElement {
  /** With its prefix, as it is written. */
  name: string
  attributes: Record<string, string>
  children: XmlNode[]
}

/** Elements inside one another that are followed: no document needs as many. */
const DEEPEST = 200

/** Reads XML as a tree. Entities of its own are none to us, and nothing else is loaded. */
export function readXml(text: string): XmlElement {
  const root: XmlElement = { name: '', attributes: {}, children: [] }
  const open = [root]
  const parser = new SaxesParser()
  parser.on('error', (error) => {
    throw error
  })
  parser.on('doctype', () => {
    throw new Error('a document of an office has no doctype')
  })
  parser.on('opentag', ({ name, attributes }) => {
    if (open.length > DEEPEST) throw new Error('too deep')
    const element: XmlElement = { name, attributes: { ...attributes }, children: [] }
    open.at(-1)?.children.push(element)
    open.push(element)
  })
  parser.on('text', (value) => {
    open.at(-1)?.children.push(value)
  })
  parser.on('closetag', () => {
    open.pop()
  })
  parser.write(text).close()
  return root
}

/** The elements in an element. */
export const elementsOf = ({ children }: XmlElement): XmlElement[] =>
  children.filter((child) => typeof child !== 'string')

/** The first element of a name, somewhere below. */
export function find(element: XmlElement, ...path: string[]): XmlElement | undefined {
  const [name, ...rest] = path
  if (name === undefined) return element
  const next = elementsOf(element).find((child) => child.name === name)
  return next && find(next, ...rest)
}
