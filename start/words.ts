import { GrammyError, HttpError } from 'grammy'
import { ConfigError } from '../config.ts'

/**
 * Why the process cannot start, for whoever started it: one line that says what to do, or the list of wrong
 * settings. Only a fault of our own comes with its stack.
 */
export const inOneLine = (error: unknown): string => {
  if (error instanceof ConfigError) return error.message
  if (isOurFault(error)) return error.stack ?? error.message
  if (error instanceof GrammyError) return telegramSaysNo(error)
  if (error instanceof HttpError)
    return 'Telegram is not to be reached. Check the network and TELEGRAM_API_ROOT.'
  const reason = unreachable(error)
  if (reason) return `The database is not to be reached: ${reason}. Check DATABASE_URL.`
  return oneLine(error)
}

const FAULTS = [TypeError, ReferenceError, RangeError, SyntaxError]

const isOurFault = (error: unknown): error is Error => FAULTS.some((fault) => error instanceof fault)

const telegramSaysNo = ({ error_code, description }: GrammyError): string =>
  error_code === 401 || error_code === 404
    ? 'Telegram knows no bot with this TELEGRAM_BOT_TOKEN. Take the token anew from BotFather.'
    : `Telegram refuses: ${error_code} ${description}`

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nobody answers there',
  ECONNRESET: 'the connection was cut',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the name of the host cannot be looked up',
  EHOSTUNREACH: 'there is no way to the host',
  ENETUNREACH: 'there is no way to the host',
  ETIMEDOUT: 'no answer in time',
  '28P01': 'the password is wrong',
  '28000': 'the user may not connect',
  '3D000': 'there is no database of that name',
  '53300': 'it has too many connections already',
  '57P03': 'it is just starting or stopping',
}

/** Why there is no connection, where that is what the error is about. */
const unreachable = (error: unknown): string | undefined => {
  if (error instanceof AggregateError) return unreachable(error.errors[0])
  if (!(error instanceof Error)) return undefined
  if (/timeout|timed out/i.test(error.message) && /connect/i.test(error.message)) return REASONS.ETIMEDOUT
  return 'code' in error ? REASONS[String(error.code)] : undefined
}

const oneLine = (error: unknown): string => {
  const text = error instanceof Error ? error.message : String(error)
  return text.trim().replace(/\s*\n\s*/g, ' ') || 'unknown error'
}
