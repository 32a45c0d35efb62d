import { relative } from 'node:path'
import ts from 'typescript'

const ROOT = `${import.meta.dirname}/../..`
const READ = /^(?:app\.ts|(?:bots|core|jobs|integrations)\/.+\.ts)$/
const NOT_READ = /\.(?:test|fixture|contract|emulator)\.ts$|\/emulator\//

/**
 * One place where words are asked for. `say`: the dialogue's; `notice`: a message's; `template`: a message that
 * a job queues; `refusal`: thrown or returned as a reason; `answer`: a code said above a screen.
 */
export interface Use {
  readonly kind: 'say' | 'notice' | 'template' | 'refusal' | 'answer'
  /** A key: `status.SHIPPED`; `history.*` where any word may stand; `status.SHIPPED_pickup?` where a context may choose it. */
  readonly key: string
  /** Names of what is given to be put in; undefined where it cannot be told. */
  readonly given: readonly string[] | undefined
  /** The label of a button. */
  readonly onButton: boolean
  /** `bots/screens/card.ts:12`. */
  readonly at: string
}

export interface Uses {
  readonly uses: readonly Use[]
  /** Every quoted text of the bots. */
  readonly quoted: ReadonlySet<string>
}

const openProgram = (): ts.Program => {
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined }
  const config = ts.getParsedCommandLineOfConfigFile(`${ROOT}/tsconfig.json`, {}, host)
  if (!config) throw new Error('tsconfig.json does not read')
  const rootNames = config.fileNames.filter((file) => {
    const path = relative(ROOT, file)
    return READ.test(path) && !NOT_READ.test(path)
  })
  return ts.createProgram({ rootNames, options: config.options })
}

/** Reads the sources as the compiler does, so that `status.${order.status}` counts as each status there is. */
export const readUses = (): Uses => {
  const program = openProgram()
  const reader = createReader(program.getTypeChecker())
  const uses: Use[] = []
  const quoted = new Set<string>()
  for (const name of program.getRootFileNames()) {
    const source = program.getSourceFile(name)
    if (!source) continue
    const path = relative(ROOT, name)
    const folder = path.split('/')[0]!
    const visit = (node: ts.Node): void => {
      if (folder === 'bots' && ts.isStringLiteralLike(node)) quoted.add(node.text)
      const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1
      uses.push(...reader(node, folder).map((use) => ({ ...use, at: `${path}:${line}` })))
      ts.forEachChild(node, visit)
    }
    visit(source)
  }
  return { uses, quoted }
}

const createReader = (checker: ts.TypeChecker) => {
  const typesOf = (type: ts.Type): readonly ts.Type[] => (type.isUnion() ? type.types : [type])

  /** The texts that an expression can be; undefined when it can be any. */
  const textsOf = (expression: ts.Expression): string[] | undefined => {
    const types = typesOf(checker.getTypeAtLocation(expression)).filter(
      ({ flags }) => !(flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Null)),
    )
    const texts = types.flatMap((type) => (type.isStringLiteral() ? [type.value] : []))
    return texts.length === types.length && texts.length > 0 ? texts : undefined
  }

  const keysOf = (expression: ts.Expression): string[] => {
    if (ts.isParenthesizedExpression(expression)) return keysOf(expression.expression)
    if (ts.isConditionalExpression(expression))
      return [...keysOf(expression.whenTrue), ...keysOf(expression.whenFalse)]
    if (!ts.isTemplateExpression(expression)) return textsOf(expression) ?? []
    return expression.templateSpans.reduce(
      (heads, span) =>
        heads.flatMap((head) =>
          (textsOf(span.expression) ?? ['*']).map((text) => head + text + span.literal.text),
        ),
      [expression.head.text],
    )
  }

  /** Names of an object's properties, whichever of its shapes it has; undefined for a record of anything. */
  const namesOf = (params: ts.Expression | undefined): string[] | undefined => {
    if (!params) return []
    const types = typesOf(checker.getTypeAtLocation(params))
    if (types.some((type) => type.getStringIndexType() || type.flags & ts.TypeFlags.Any)) return undefined
    return types.flatMap((type) => type.getProperties().map(({ name }) => name))
  }

  /** `status.ARRIVED` with a context asks for `status.ARRIVED_pickup` too. */
  const contextsOf = (params: ts.Expression | undefined): string[] => {
    if (!params) return []
    if (ts.isConditionalExpression(params))
      return [...contextsOf(params.whenTrue), ...contextsOf(params.whenFalse)]
    const context = ts.isObjectLiteralExpression(params) && writtenIn(params, 'context')
    return context ? (textsOf(context) ?? ['*']) : []
  }

  const asked = (kind: Use['kind'], key: ts.Expression | undefined, params?: ts.Expression) => {
    if (!key) return []
    const given = namesOf(params)
    const onButton = isLabel(key)
    return keysOf(key).flatMap((each) => [
      { kind, key: each, given, onButton },
      ...contextsOf(params).map((context) => ({ kind, key: `${each}_${context}?`, given, onButton })),
    ])
  }

  return (node: ts.Node, folder: string): Omit<Use, 'at'>[] => {
    if (ts.isNewExpression(node) && node.expression.getText() === 'DomainError')
      return asked('refusal', node.arguments?.[0], node.arguments?.[1])
    if (ts.isCallExpression(node)) {
      if (ts.isIdentifier(node.expression) && node.expression.text === 'wrong')
        return asked('refusal', node.arguments[0])
      const called = ts.isPropertyAccessExpression(node.expression) ? node.expression.name.text : ''
      return called === 'say' || called === 'notice'
        ? asked(called, node.arguments[0], node.arguments[1])
        : []
    }
    if (!ts.isObjectLiteralExpression(node)) return []
    const template = folder === 'jobs' && writtenIn(node, 'template')
    if (template) return asked('template', template)
    const code = writtenIn(node, 'code')
    if (!code) return []
    if (writtenIn(node, 'kind')?.getText() === "'wrong'") return asked('refusal', code)
    return folder === 'bots'
      ? asked('answer', code, writtenIn(node, 'params')).filter(({ key }) => key.includes('.'))
      : []
  }
}

/** The value of an object's property as it is written; undefined when there is none. */
const writtenIn = (object: ts.ObjectLiteralExpression, name: string): ts.Expression | undefined => {
  const found = object.properties.find((property) => property.name?.getText() === name)
  if (!found) return undefined
  if (ts.isPropertyAssignment(found)) return found.initializer
  return ts.isShorthandPropertyAssignment(found) ? found.name : undefined
}

/** Whether the words stand within the first argument of `button(…)`. */
const isLabel = (node: ts.Node): boolean => {
  for (let at = node; at.parent && !ts.isSourceFile(at.parent); at = at.parent) {
    const { parent } = at
    if (ts.isCallExpression(parent) && /^(?:button|of)$/.test(parent.expression.getText()))
      return parent.arguments[0] === at
  }
  return false
}
