/** Two users turn out to be one person: both are locked, and what is `goes`'s becomes `stays`'s. */
export interface Merge {
  readonly stays: string
  readonly goes: string
  /** False where nobody ever spoke for `goes`: a user who was only said to have a number. */
  readonly goesSpoke: boolean
  readonly now: Date
}
