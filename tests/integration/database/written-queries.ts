import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const projectDir = fileURLToPath(new URL('../../../', import.meta.url))

/** A column as the code declares it: what it may be, without null. */
export interface DeclaredColumn {
  kinds: Set<'string' | 'number' | 'boolean' | 'array' | 'object'>
  nullable: boolean
}

/** A query of the app that is written with `sql`, as it stands in the source. */
export interface WrittenQuery {
  /** `app/…/file.ts:line`. */
  where: string
  /** The text between what is put in. */
  chunks: string[]
  /** Whether all that is put in are values, so that the text is the chunks and `$1`, `$2`, …. */
  plain: boolean
  /** Null where the query declares no row. */
  columns: Map<string, DeclaredColumn> | null
}

/** Every query that the app hands to `db.read` or `db.write` as a template. */
export function findWrittenQueries(): WrittenQuery[] {
  const { config } = ts.readConfigFile(join(projectDir, 'tsconfig.json'), (path) =>
    readFileSync(path, 'utf8'),
  )
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, dirname(projectDir))
  const files = readdirSync(join(projectDir, 'app'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => join(projectDir, 'app', name))
    .filter((path) => /\.(read|write)\(/.test(readFileSync(path, 'utf8')))
  const program = ts.createProgram(files, {
    ...options,
    types: ['node'],
    paths: { '~/*': [join(projectDir, 'app/*')] },
  })
  const checker = program.getTypeChecker()
  const found: WrittenQuery[] = []
  for (const file of files) {
    const source = program.getSourceFile(file)
    if (!source) throw new Error(`${file} was not read`)
    const visit = (node: ts.Node): void => {
      if (isAsked(node)) found.push(readTemplate(node, source, checker))
      ts.forEachChild(node, visit)
    }
    visit(source)
  }
  return found
}

function isAsked(node: ts.Node): node is ts.TaggedTemplateExpression {
  return (
    ts.isTaggedTemplateExpression(node) &&
    ts.isCallExpression(node.parent) &&
    ts.isPropertyAccessExpression(node.parent.expression) &&
    ['read', 'write'].includes(node.parent.expression.name.text)
  )
}

function readTemplate(
  node: ts.TaggedTemplateExpression,
  source: ts.SourceFile,
  checker: ts.TypeChecker,
): WrittenQuery {
  const { line } = source.getLineAndCharacterOfPosition(node.getStart())
  const spans = ts.isTemplateExpression(node.template) ? [...node.template.templateSpans] : []
  const head = ts.isTemplateExpression(node.template) ? node.template.head : node.template
  const [row] = node.typeArguments ?? []
  return {
    where: `${relative(projectDir, source.fileName)}:${line + 1}`,
    chunks: [head.text, ...spans.map(({ literal }) => literal.text)],
    plain: spans.every(
      ({ expression }) => !checker.getTypeAtLocation(expression).getProperty('toOperationNode'),
    ),
    columns: row
      ? new Map(
          checker
            .getTypeFromTypeNode(row)
            .getProperties()
            .map((name) => [name.name, readType(checker.getTypeOfSymbol(name), checker)]),
        )
      : null,
  }
}

function readType(type: ts.Type, checker: ts.TypeChecker): DeclaredColumn {
  const column: DeclaredColumn = { kinds: new Set(), nullable: false }
  for (const part of type.isUnion() ? type.types : [type]) {
    if (part.flags & ts.TypeFlags.Null) column.nullable = true
    else if (part.flags & ts.TypeFlags.StringLike) column.kinds.add('string')
    else if (part.flags & ts.TypeFlags.NumberLike) column.kinds.add('number')
    else if (part.flags & ts.TypeFlags.BooleanLike) column.kinds.add('boolean')
    else if (isArray(part, checker)) column.kinds.add('array')
    else if (part.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) {
      column.kinds.add('object')
    }
  }
  return column
}

const isArray = (type: ts.Type, checker: ts.TypeChecker): boolean =>
  checker.isArrayType(type) || (type.isIntersection() && type.types.some(checker.isArrayType))
