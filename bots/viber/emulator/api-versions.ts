import { isObject, type JsonObject } from './json.ts'

/**
 * From which `min_api_version` on a field may be used. A message that uses one and asks for less is refused with 14.
 *
 * The numbers of fields are those of the keyboards page of Viber's documentation. Those of `Silent`, `ActionType: none`
 * and `OpenURLMediaType` are from Viber's own client library (revision 2), that of `rich_media` from "Viber 6.7 and
 * above", which the same page calls revision 2; that Viber refuses these three with 14 is unverified.
 */
const versions = {
  message: { rich_media: 2 },
  layout: {
    CustomDefaultHeight: 3,
    HeightScale: 3,
    InputFieldState: 4,
    FavoritesMetadata: 6,
  },
  /** Blocks of buttons in keyboards; a carousel is made of them from its beginning. */
  keyboard: { ButtonsGroupColumns: 4, ButtonsGroupRows: 4 },
  button: {
    Silent: 2,
    OpenURLMediaType: 2,
    InternalBrowser: 3,
    TextPaddings: 4,
    BgMediaScaleType: 6,
    ImageScaleType: 6,
    TextShouldFit: 6,
    Map: 6,
    Frame: 6,
    MediaPlayer: 6,
  },
  action: { none: 2, 'share-phone': 3, 'location-picker': 3, 'open-map': 6 },
} as const

/** The tags of a button's text that came later. */
const textVersions: readonly (readonly [RegExp, string, number])[] = [
  [/<s>/i, '<s>', 4],
  [/<font[^>]*\ssize=/i, '<font size>', 4],
]

/** The field of a checked message that asks for the highest version; undefined where version 1 will do. */
export function newestField(body: JsonObject): { field: string; version: number } | undefined {
  const found: { field: string; version: number }[] = []
  const look = (value: JsonObject, table: Readonly<Record<string, number>>) => {
    for (const [field, version] of Object.entries(table))
      if (value[field] !== undefined) found.push({ field, version })
  }
  look(body, versions.message)
  for (const name of ['keyboard', 'rich_media'] as const) {
    const layout = body[name]
    if (!isObject(layout)) continue
    look(layout, name === 'keyboard' ? { ...versions.layout, ...versions.keyboard } : versions.layout)
    for (const button of layout.Buttons as JsonObject[]) {
      look(button, versions.button)
      const action = String(button.ActionType ?? 'reply')
      const version = (versions.action as Readonly<Record<string, number>>)[action]
      if (version) found.push({ field: `ActionType ${action}`, version })
      for (const [tag, name, since] of textVersions)
        if (tag.test(String(button.Text ?? ''))) found.push({ field: name, version: since })
    }
  }
  return found.toSorted((a, b) => b.version - a.version)[0]
}
