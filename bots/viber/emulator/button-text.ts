const tagPattern = /<(\/?)([a-z]+)((?:\s+[a-z]+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+))*)\s*(\/?)>/gi
const entityPattern = /&(?!(?:amp|lt|gt|quot|apos|nbsp|#\d+|#x[0-9a-f]+);)/i
const attributePattern = /([a-z]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/gi
const plainTags = new Set(['b', 'i', 'u', 's'])

/**
 * What is wrong with the text of a button: tags `<b> <i> <u> <s> <br> <font color size>` only, each closed in its
 * turn, and no `<` or `&` that stands for itself. Undefined where nothing is.
 */
export function buttonTextProblem(text: string): string | undefined {
  const open: string[] = []
  for (const [whole, slash, written = '', attributes = '', selfClosing] of text.matchAll(tagPattern)) {
    const tag = written.toLowerCase()
    if (tag === 'br' && !attributes) continue
    if (tag !== 'font' && !plainTags.has(tag)) return `the tag ${whole} is not allowed`
    if (selfClosing) return `the tag ${whole} closes itself`
    if (slash) {
      if (open.pop() !== tag) return `the tag ${whole} closes nothing`
      continue
    }
    const problem = tag === 'font' ? fontProblem(attributes) : attributes && `<${tag}> takes no attributes`
    if (problem) return problem
    open.push(tag)
  }
  if (open.length > 0) return `the tag <${open.at(-1)}> is not closed`
  const words = text.replace(tagPattern, '')
  if (words.includes('<')) return 'a < that is no tag must be written as &lt;'
  if (entityPattern.test(words)) return 'an & that is no entity must be written as &amp;'
  return undefined
}

function fontProblem(attributes: string): string | undefined {
  for (const [, written = '', ...values] of attributes.matchAll(attributePattern)) {
    const name = written.toLowerCase()
    const value = values.find((each) => each !== undefined) ?? ''
    if (name === 'color') {
      if (!/^#[0-9a-f]{6}$/i.test(value)) return `<font color> must be #RRGGBB, not ${value}`
    } else if (name === 'size') {
      const size = Number(value)
      if (!Number.isInteger(size) || size < 12 || size > 32) return '<font size> must be from 12 to 32'
    } else return `<font> takes no ${name}`
  }
  return undefined
}

const entities: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  amp: '&',
}

/** The words that a person reads on the button. */
export const plainText = (text: string): string =>
  text
    .replace(/<br\s*\/?>/gi, '\n')
    .replace(tagPattern, '')
    .replace(/&(#x[0-9a-f]+|#\d+|[a-z]+);/gi, (whole, name: string) => {
      if (!name.startsWith('#')) return entities[name.toLowerCase()] ?? whole
      return String.fromCodePoint(
        name[1]?.toLowerCase() === 'x' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1)),
      )
    })
