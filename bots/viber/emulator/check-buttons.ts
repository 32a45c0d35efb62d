import { z } from 'zod'
import type { JsonObject } from './json.ts'
import { addressProblem, isOpenable } from './links.ts'
import { badData } from './refusal.ts'

const color = z.string().regex(/^#[0-9a-f]{6}$/i, 'must be a colour #RRGGBB')
const from = (min: number, max: number) => z.number().int().min(min).max(max)
const address = z.string().superRefine((value, context) => {
  const problem = addressProblem(value)
  if (problem) context.addIssue({ code: 'custom', message: problem })
})
const anything = z.record(z.string(), z.unknown())

const buttonFields = {
  BgColor: color.optional(),
  Silent: z.boolean().optional(),
  BgMediaType: z.enum(['picture', 'gif']).optional(),
  BgMedia: address.optional(),
  BgMediaScaleType: z.enum(['crop', 'fill', 'fit']).optional(),
  ImageScaleType: z.enum(['crop', 'fill', 'fit']).optional(),
  BgLoop: z.boolean().optional(),
  ActionBody: z.string(),
  Image: address.optional(),
  Text: z.string().optional(),
  TextVAlign: z.enum(['top', 'middle', 'bottom']).optional(),
  TextHAlign: z.enum(['left', 'center', 'right']).optional(),
  TextPaddings: z.array(from(0, 12)).length(4).optional(),
  TextOpacity: from(0, 100).optional(),
  TextSize: z.enum(['small', 'regular', 'large']).optional(),
  OpenURLType: z.enum(['internal', 'external']).optional(),
  OpenURLMediaType: z.enum(['not-media', 'video', 'gif', 'picture', 'audio']).optional(),
  TextBgGradientColor: color.optional(),
  TextShouldFit: z.boolean().optional(),
  InternalBrowser: anything.optional(),
  Map: anything.optional(),
  Frame: z
    .strictObject({
      BorderWidth: from(0, 10).optional(),
      BorderColor: color.optional(),
      CornerRadius: from(0, 10).optional(),
    })
    .optional(),
  MediaPlayer: anything.optional(),
}

const drawn = ['Text', 'BgMedia', 'Image', 'BgColor'] as const

/** What a button's fields must be to each other. */
function checkTogether(button: JsonObject, context: z.RefinementCtx): void {
  const complain = (message: string) => context.addIssue({ code: 'custom', message })
  if (!drawn.some((field) => button[field])) complain(`must have one of ${drawn.join(', ')}`)
  const action = button.ActionType ?? 'reply'
  const body = String(button.ActionBody)
  if (body === '' && action !== 'none') complain(`ActionBody of ${action} must not be empty`)
  if (action === 'open-url' && body !== '' && !isOpenable(body))
    complain('ActionBody of open-url must be a valid URL')
}

const layoutFields = {
  BgColor: color.optional(),
  DefaultHeight: z.boolean().optional(),
  CustomDefaultHeight: from(40, 70).optional(),
  HeightScale: from(20, 100).optional(),
  ButtonsGroupColumns: from(1, 6).optional(),
  ButtonsGroupRows: from(1, 7).optional(),
  FavoritesMetadata: anything.optional(),
}

const keyboardSchema = z.strictObject({
  Type: z.literal('keyboard'),
  ...layoutFields,
  InputFieldState: z.enum(['regular', 'minimized', 'hidden']).optional(),
  Buttons: z
    .array(
      z
        .strictObject({
          Columns: from(1, 6).optional(),
          Rows: from(1, 2).optional(),
          ActionType: z.enum(['reply', 'open-url', 'location-picker', 'share-phone', 'none']).optional(),
          ...buttonFields,
        })
        .superRefine(checkTogether),
    )
    .min(1),
})

/** Columns and Rows must be said: the documents give two different defaults for them. */
const richMediaSchema = ({ columns, rows }: { columns: number; rows: number }) =>
  z.strictObject({
    Type: z.literal('rich_media'),
    ...layoutFields,
    Buttons: z
      .array(
        z
          .strictObject({
            Columns: from(1, columns),
            Rows: from(1, rows),
            ActionType: z.enum(['reply', 'open-url', 'none']).optional(),
            ...buttonFields,
          })
          .superRefine(checkTogether),
      )
      .min(1),
  })

/** Refuses with 3 a keyboard that is not as documented: fields, types, sizes, colours, actions. */
export const checkKeyboard = (keyboard: unknown): void => refuseUnless(keyboardSchema, keyboard, 'keyboard')

/** The same for a carousel, whose buttons may be as large as a card and neither ask for a phone nor for a place. */
export function checkRichMedia(richMedia: JsonObject): void {
  const within = (value: unknown, max: number) =>
    Number.isInteger(value) && Number(value) >= 1 && Number(value) <= max ? Number(value) : max
  const columns = within(richMedia.ButtonsGroupColumns, 6)
  const rows = within(richMedia.ButtonsGroupRows, 7)
  refuseUnless(richMediaSchema({ columns, rows }), richMedia, 'rich_media')
}

function refuseUnless(schema: z.ZodType, value: unknown, name: string): void {
  const { error } = schema.safeParse(value)
  if (!error) return
  const problems = error.issues.map(({ path, message }) => `${[name, ...path].join('.')}: ${message}`)
  throw badData(`${name} is not valid. [${problems.join('; ')}]`)
}
