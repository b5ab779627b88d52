import type {
  BlockContent,
  List,
  ListItem,
  Paragraph,
  PhrasingContent,
  Root,
  TableRow,
} from 'mdast'
import { elementsOf, find, readXml, type XmlElement } from './read-xml.server'
import { unzipTexts } from './unzip.server'

const DOCUMENT = 'word/document.xml'
const STYLES = 'word/styles.xml'
const NUMBERS = 'word/numbering.xml'
const LINKS = 'word/_rels/document.xml.rels'

/** What the text itself only names. */
interface Known {
  /** Levels of headings by the id of their style; 0 is the title. */
  headings: Map<string, number>
  /** Lists that have numbers, by `<list>:<level>`. */
  numbered: Set<string>
  links: Map<string, string>
}

/**
 * The text of a Word file: its headings, lists, tables and links. Of what else lies in the archive
 * (macros, pictures, things of other programs) nothing is unpacked.
 */
export function readWord(bytes: Uint8Array): Root {
  const texts = unzipTexts(bytes, [DOCUMENT, STYLES, NUMBERS, LINKS])
  const part = (name: string) => {
    const text = texts.get(name)
    return text === undefined ? undefined : readXml(text)
  }
  const body = find(part(DOCUMENT) ?? nothing, 'w:document', 'w:body')
  if (!body) throw new Error('no text in this archive')
  const known = {
    headings: headingsIn(part(STYLES)),
    numbered: numberedIn(part(NUMBERS)),
    links: linksIn(part(LINKS)),
  }
  return { type: 'root', children: blocksOf(body, known) }
}

const nothing: XmlElement = { name: '', attributes: {}, children: [] }

const valOf = (element: XmlElement | undefined) => element?.attributes['w:val']

/** Styles have ids in the language of whoever wrote it, and names in English. */
function headingsIn(styles: XmlElement | undefined): Map<string, number> {
  const list = elementsOf(find(styles ?? nothing, 'w:styles') ?? nothing)
  return new Map(
    list.flatMap((style) => {
      const name = valOf(find(style, 'w:name'))?.toLowerCase() ?? ''
      const level = name === 'title' ? 0 : Number(/^heading ([1-6])$/.exec(name)?.[1])
      const id = style.attributes['w:styleId']
      return id && !Number.isNaN(level) ? [[id, level] as const] : []
    }),
  )
}

function numberedIn(numbering: XmlElement | undefined): Set<string> {
  const all = elementsOf(find(numbering ?? nothing, 'w:numbering') ?? nothing)
  const shapes = new Map<string | undefined, XmlElement[]>()
  for (const shape of all.filter(({ name }) => name === 'w:abstractNum')) {
    const levels = elementsOf(shape).filter(({ name }) => name === 'w:lvl')
    shapes.set(shape.attributes['w:abstractNumId'], levels)
  }
  const numbered = new Set<string>()
  for (const list of all.filter(({ name }) => name === 'w:num')) {
    for (const level of shapes.get(valOf(find(list, 'w:abstractNumId'))) ?? []) {
      const sign = valOf(find(level, 'w:numFmt'))
      if (sign !== 'bullet' && sign !== 'none') {
        numbered.add(`${list.attributes['w:numId']}:${level.attributes['w:ilvl']}`)
      }
    }
  }
  return numbered
}

function linksIn(relations: XmlElement | undefined): Map<string, string> {
  const list = elementsOf(find(relations ?? nothing, 'Relationships') ?? nothing)
  return new Map(list.map(({ attributes: { Id = '', Target = '' } }) => [Id, Target]))
}

/** Lists that are open, the innermost last. */
type OpenLists = { level: number; list: List }[]

function blocksOf(parent: XmlElement, known: Known): BlockContent[] {
  const blocks: BlockContent[] = []
  let lists: OpenLists = []
  for (const element of unwrapped(parent)) {
    if (element.name === 'w:tbl') {
      lists = []
      blocks.push({ type: 'table', children: rowsOf(element, known) })
    }
    if (element.name !== 'w:p') continue
    const children = phrasesOf(element, known)
    if (children.length === 0) continue
    const properties = find(element, 'w:pPr') ?? nothing
    const level = known.headings.get(valOf(find(properties, 'w:pStyle')) ?? '')
    const number = find(properties, 'w:numPr')
    const paragraph: Paragraph = { type: 'paragraph', children }
    if (level === undefined && number) {
      lists = addItem(blocks, lists, paragraph, number, known)
      continue
    }
    lists = []
    const depth = Math.max(1, level ?? 1) as 1 | 2 | 3 | 4 | 5 | 6
    blocks.push(level === undefined ? paragraph : { type: 'heading', depth, children })
  }
  return blocks
}

/** Puts an item into the list of its level: below the item before, where it stands further in. */
function addItem(
  blocks: BlockContent[],
  lists: OpenLists,
  paragraph: Paragraph,
  number: XmlElement,
  known: Known,
): OpenLists {
  const level = Number(valOf(find(number, 'w:ilvl')) ?? 0) || 0
  const ordered = known.numbered.has(`${valOf(find(number, 'w:numId'))}:${level}`)
  const item: ListItem = { type: 'listItem', spread: false, children: [paragraph] }
  const open = lists.filter((each) => each.level <= level)
  const last = open.at(-1)
  if (last && last.level === level && last.list.ordered === ordered) {
    last.list.children.push(item)
    return open
  }
  const list: List = { type: 'list', ordered, spread: false, children: [item] }
  const outer = last?.level === level ? open.slice(0, -1) : open
  const above = outer.at(-1)?.list.children.at(-1)
  if (above) above.children.push(list)
  else blocks.push(list)
  return [...outer, { level, list }]
}

/** What stands in frames that say nothing themselves. What was deleted and kept as a change is gone. */
function unwrapped(parent: XmlElement): XmlElement[] {
  return elementsOf(parent).flatMap((element) => {
    if (element.name === 'w:sdt') return unwrapped(find(element, 'w:sdtContent') ?? nothing)
    if (/^w:(?:ins|smartTag|moveTo|customXml)$/.test(element.name)) return unwrapped(element)
    return [element]
  })
}

function rowsOf(table: XmlElement, known: Known): TableRow[] {
  return unwrapped(table)
    .filter(({ name }) => name === 'w:tr')
    .map((row) => ({
      type: 'tableRow',
      children: unwrapped(row)
        .filter(({ name }) => name === 'w:tc')
        .map((cell) => ({ type: 'tableCell', children: cellOf(cell, known) })),
    }))
}

/** A cell holds one line. */
const cellOf = (cell: XmlElement, known: Known): PhrasingContent[] =>
  unwrapped(cell)
    .filter(({ name }) => name === 'w:p')
    .flatMap((paragraph, at): PhrasingContent[] => [
      ...(at > 0 ? [{ type: 'text' as const, value: ' ' }] : []),
      ...phrasesOf(paragraph, known),
    ])

/** A piece of text of one look. */
interface Run {
  text: string
  bold: boolean
  italic: boolean
}

function phrasesOf(paragraph: XmlElement, known: Known): PhrasingContent[] {
  const phrases: PhrasingContent[] = []
  let runs: Run[] = []
  const flush = () => {
    phrases.push(...runs.flatMap(phraseOf))
    runs = []
  }
  for (const element of unwrapped(paragraph)) {
    if (element.name === 'w:hyperlink') {
      flush()
      const children = unwrapped(element).map(runOf).flatMap(phraseOf)
      const url = known.links.get(element.attributes['r:id'] ?? '')
      if (url) phrases.push({ type: 'link', url, children })
      else phrases.push(...children)
    }
    if (element.name !== 'w:r') continue
    const run = runOf(element)
    const last = runs.at(-1)
    if (last && last.bold === run.bold && last.italic === run.italic) last.text += run.text
    else runs.push(run)
  }
  flush()
  const empty = phrases.every((each) => each.type === 'text' && each.value.trim() === '')
  return empty ? [] : phrases
}

/** A mark is on where it is named, unless it is named to be off. */
const isOn = (mark: XmlElement | undefined) =>
  mark !== undefined && !/^(?:0|false|off|none)$/.test(valOf(mark) ?? '')

function runOf(run: XmlElement): Run {
  const look = find(run, 'w:rPr') ?? nothing
  const text = elementsOf(run)
    .map(({ name, children }) => {
      if (name === 'w:t') return children.filter((child) => typeof child === 'string').join('')
      return name === 'w:br' || name === 'w:cr' ? '\n' : name === 'w:tab' ? ' ' : ''
    })
    .join('')
  return { text, bold: isOn(find(look, 'w:b')), italic: isOn(find(look, 'w:i')) }
}

/** Marks stand close around their words: the spaces go outside. */
function phraseOf({ text, bold, italic }: Run): PhrasingContent[] {
  const [, before = '', inner = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(text) ?? []
  const plain = (value: string): PhrasingContent[] => (value ? [{ type: 'text', value }] : [])
  if (inner === '' || !(bold || italic)) return plain(text)
  let marked: PhrasingContent[] = plain(inner)
  if (italic) marked = [{ type: 'emphasis', children: marked }]
  if (bold) marked = [{ type: 'strong', children: marked }]
  return [...plain(before), ...marked, ...plain(after)]
}
