/** One measured figure beside its baseline of the same run. */
export interface Row {
  readonly name: string
  readonly unit: string
  readonly value: number
  /** The same by the simplest means there are; null where nothing of the kind exists. */
  readonly baseline: number | null
  /** value / baseline. */
  readonly ratio: number | null
  /** What `goalOf` must reach; null for a figure that only stands beside another. */
  readonly goal: number | null
}

/** A row as the table shows it: which figure the goal is about, and what was compared with what. */
export interface Result extends Row {
  readonly goalIs: 'ratio at least' | 'ratio at most' | 'value at most'
  readonly against: string
}

const rounded = (value: number | null): number | null =>
  value === null ? null : Number(value.toPrecision(4))

/** The row that a value, its baseline and its goal make; figures to four digits. */
export const result = (figures: Omit<Result, 'ratio'>): Result => {
  const { value, baseline } = figures
  return {
    ...figures,
    value: rounded(value) ?? 0,
    baseline: rounded(baseline),
    ratio: rounded(baseline ? value / baseline : null),
  }
}

/** Whether the goal is reached; undefined where there is none. */
export const isMet = ({ goal, goalIs, value, ratio }: Result): boolean | undefined => {
  if (goal === null) return undefined
  if (goalIs === 'value at most') return value <= goal
  return goalIs === 'ratio at least' ? (ratio ?? 0) >= goal : (ratio ?? Infinity) <= goal
}

export const toJson = (results: readonly Result[]): string =>
  JSON.stringify(
    results.map(({ name, unit, value, baseline, ratio, goal }) => ({
      name,
      unit,
      value,
      baseline,
      ratio,
      goal,
    })),
    null,
    2,
  )

const HEAD = ['', 'value', 'baseline', 'ratio', 'goal', '', 'baseline is']

/** The rows as a table for a person. */
export const toTable = (results: readonly Result[]): string => {
  const rows = results.map((row) => {
    const met = isMet(row)
    return [
      row.name,
      `${row.value} ${row.unit}`,
      row.baseline === null ? '' : String(row.baseline),
      row.ratio === null ? '' : String(row.ratio),
      row.goal === null ? '' : `${row.goalIs} ${row.goal}`,
      met === undefined ? '' : met ? 'reached' : 'missed',
      row.against,
    ]
  })
  const widths = HEAD.map((_, i) => Math.max(...[HEAD, ...rows].map((row) => row[i]!.length)))
  return [HEAD, ...rows]
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
