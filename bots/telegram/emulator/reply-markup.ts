import { checkLink } from './links.ts'
import { isObject, type JsonObject } from './params.ts'
import { badRequest } from './refusal.ts'

const maxInlineButtons = 100
const maxKeyboardButtons = 300
const maxMarkupBytes = 10_240
const maxCallbackDataBytes = 64

export type Markup =
  | { kind: 'inline'; rows: JsonObject[][] }
  | { kind: 'keyboard'; rows: JsonObject[][]; options: JsonObject }
  | { kind: 'remove' }
  | { kind: 'force-reply'; placeholder?: string }

const inlineActions = [
  'url',
  'callback_data',
  'web_app',
  'login_url',
  'switch_inline_query',
  'switch_inline_query_current_chat',
  'switch_inline_query_chosen_chat',
  'copy_text',
  'disabled',
  'callback_game',
  'pay',
]

const styles = new Set<unknown>(['', 'default', 'primary', 'danger', 'success'])

/** Refuses a reply_markup that Telegram would refuse, in its words. Takes the raw value, JSON text or object. */
export function checkReplyMarkup(raw: unknown): void {
  const value = parsed(raw)
  if (!isObject(value)) throw badRequest('object expected as reply markup')
  const keyboard = value.keyboard
  const inline = value.inline_keyboard
  if (keyboard !== undefined && keyboard !== null) checkKeyboard(keyboard)
  if (inline !== undefined && inline !== null) checkInlineKeyboard(inline)
  if (Buffer.byteLength(JSON.stringify(value)) > maxMarkupBytes) throw badRequest('reply markup is too long')
}

/** What the (already checked) reply_markup asks for; undefined when it is empty and thus asks for nothing. */
export function readMarkup(value: JsonObject | undefined): Markup | undefined {
  if (!value) return undefined
  const keyboard = rowsOf(value.keyboard)
  if (keyboard.length > 0) return { kind: 'keyboard', rows: keyboard, options: value }
  const inline = rowsOf(value.inline_keyboard)
  if (inline.length > 0) return { kind: 'inline', rows: inline }
  if (value.remove_keyboard === true) return { kind: 'remove' }
  if (value.force_reply === true) {
    const placeholder = value.input_field_placeholder
    return { kind: 'force-reply', ...(typeof placeholder === 'string' && { placeholder }) }
  }
  return undefined
}

/** The inline keyboard of an edit; any other markup is refused. Undefined removes the keyboard. */
export function inlineRows(value: JsonObject | undefined): JsonObject[][] | undefined {
  const markup = readMarkup(value)
  if (!markup) return undefined
  if (markup.kind !== 'inline') throw badRequest('inline keyboard expected')
  return markup.rows
}

function rowsOf(value: unknown): JsonObject[][] {
  return Array.isArray(value) ? (value as JsonObject[][]).filter((row) => row.length > 0) : []
}

function parsed(raw: unknown): unknown {
  if (typeof raw !== 'string') return raw
  try {
    return JSON.parse(raw)
  } catch {
    throw badRequest("can't parse reply keyboard markup JSON object")
  }
}

function checkInlineKeyboard(rows: unknown): void {
  const buttons = flat(rows, 'Field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
  for (const button of buttons) {
    const problem = inlineButtonProblem(button)
    if (problem) throw badRequest(`can't parse inline keyboard button: ${problem}`)
  }
  for (const button of buttons as JsonObject[]) checkInlineAction(button)
  if (buttons.length > maxInlineButtons) throw badRequest('reply markup is too long')
}

function flat(rows: unknown, words: string): unknown[] {
  if (!Array.isArray(rows) || !rows.every(Array.isArray)) throw badRequest(words)
  return rows.flat()
}

function inlineButtonProblem(button: unknown): string | undefined {
  if (!isObject(button)) return 'InlineKeyboardButton must be an Object'
  const problem = labelProblem(button)
  if (problem) return problem
  const actions = inlineActions.filter((action) => isGiven(button, action))
  if (actions.length === 0) return 'Text buttons are unallowed in the inline keyboard'
  // Telegram itself silently takes the first of several actions; its reference demands exactly one.
  if (actions.length > 1) return `exactly one action expected, found ${actions.join(' and ')}`
  return undefined
}

function isGiven(button: JsonObject, action: string): boolean {
  const value = button[action]
  if (value === undefined || value === null) return false
  return value !== '' || action.startsWith('switch_')
}

function labelProblem(button: JsonObject): string | undefined {
  if (button.text === undefined || button.text === null) return 'Can\'t find field "text"'
  if (typeof button.text !== 'string') return 'Field "text" must be of type String'
  const style = button.style ?? 'default'
  if (!styles.has(style)) return 'invalid button style specified'
  return undefined
}

function checkInlineAction(button: JsonObject): void {
  if (button.text === '') throw badRequest('inline keyboard button text must be non-empty')
  if (typeof button.url === 'string' && button.url) checkButtonUrl(button.url)
  const data = button.callback_data
  if (typeof data === 'string' && Buffer.byteLength(data) > maxCallbackDataBytes)
    throw badRequest('BUTTON_DATA_INVALID')
  if (isObject(button.web_app)) {
    const link = String(button.web_app.url ?? '')
    const checked = checkLink(link, { httpsOnly: true })
    if ('problem' in checked)
      throw badRequest(`inline keyboard button Web App URL '${link}' is invalid: ${checked.problem}`)
  }
  if (isObject(button.copy_text)) {
    const length = String(button.copy_text.text ?? '').length
    if (length < 1 || length > 256) throw badRequest('BUTTON_COPY_TEXT_INVALID')
  }
  if (button.pay || button.callback_game) throw badRequest('BUTTON_TYPE_INVALID')
}

function checkButtonUrl(link: string): void {
  const checked = checkLink(link)
  if ('problem' in checked)
    throw badRequest(`inline keyboard button URL '${link}' is invalid: ${checked.problem}`)
  if (!URL.canParse(checked.url) || /\s/.test(link)) throw badRequest('BUTTON_URL_INVALID')
}

function checkKeyboard(rows: unknown): void {
  const buttons = flat(rows, 'Field "keyboard" must be an Array of Arrays')
  for (const button of buttons) {
    const problem = keyboardButtonProblem(button)
    if (problem) throw badRequest(`can't parse keyboard button: ${problem}`)
    if (button === '' || (isObject(button) && button.text === ''))
      throw badRequest('keyboard button text must be non-empty')
  }
  if (buttons.length > maxKeyboardButtons) throw badRequest('reply markup is too long')
}

function keyboardButtonProblem(button: unknown): string | undefined {
  if (typeof button === 'string') return undefined
  if (!isObject(button)) return 'KeyboardButton must be a String or an Object'
  for (const name of ['request_contact', 'request_location']) {
    const value = button[name]
    if (value !== undefined && typeof value !== 'boolean') return `Field "${name}" must be of type Boolean`
  }
  return labelProblem(button)
}
