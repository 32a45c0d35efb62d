/** What is asked of the bot where a text begins with its name (`@kram_bot кросівки`); null for any other text. */
export function inlineQueryOf(text: string, bot: string): string | null {
  const [, name = '', query = ''] = /^@(\w+)\s(.*)$/s.exec(text) ?? []
  return name !== '' && name.toLowerCase() === bot.toLowerCase() ? query.trim().slice(0, 256) : null
}
