import type { FeedReport } from './import-feed.ts'

const LINES = 100

/** What the import did, as lines for the person who ran it. */
export const describeReport = (report: FeedReport): string[] => [
  ...table([
    ['created', report.created, `${report.productsCreated} new products`],
    [
      'changed',
      report.changed,
      report.pricesWaiting > 0 ? `${report.pricesWaiting} prices wait for the owner's word` : '',
    ],
    ['unchanged', report.unchanged, ''],
    ['gone', report.gone, report.gone > 0 ? 'no longer in the feed; their products stay as they are' : ''],
    ['skipped', report.skipped.length, ''],
  ]),
  ...listed(report.skipped.map(({ offerId, reason }) => `  skipped ${offerId}: ${reason}`)),
  ...listed(warningsOf(report).map((warning) => `  warning: ${warning}`)),
  ...picturesOf(report),
]

const table = (rows: readonly (readonly [string, number, string])[]): string[] => {
  const width = Math.max(...rows.map(([, count]) => String(count).length))
  return rows.map(
    ([name, count, note]) => `${name.padEnd(10)} ${String(count).padStart(width)}${note && `  (${note})`}`,
  )
}

const listed = (lines: readonly string[]): string[] =>
  lines.length <= LINES
    ? [...lines]
    : [...lines.slice(0, LINES), `  … and ${lines.length - LINES} more like these`]

const warningsOf = ({ undeclared, notes, shortages }: FeedReport): string[] => [
  ...undeclared.map(
    ({ id, name, offers }) =>
      `category ${id} is not declared in the feed: its ${offers} offers are kept in «${name}»`,
  ),
  ...(notes.russian > 0
    ? [`${notes.russian} offers have no Ukrainian name or description: the Russian words were taken`]
    : []),
  ...(notes['no-quantity'] > 0
    ? [`${notes['no-quantity']} offers do not say how many there are: counted as one piece each`]
    : []),
  ...(notes['bad-barcode'] > 0
    ? [`${notes['bad-barcode']} offers have a barcode with a wrong check digit: it was left out`]
    : []),
  ...shortages.map(
    ({ offerId, wanted, moved }) =>
      `${offerId}: the feed has ${-wanted} pieces less, but only ${-moved} were free; the others are sold or held by orders`,
  ),
]

const picturesOf = ({ pictures }: FeedReport): string[] => {
  if (!pictures) return []
  const missing =
    pictures.missing > 0
      ? `, ${pictures.missing} could not be had: the placeholder stands for them until the next import`
      : ''
  return [`pictures   ${pictures.fetched} fetched${missing}`]
}
