import { describe, expect, it } from 'vitest'
import { createParts } from './parts.ts'

describe('the parts of a process', () => {
  it('are stopped last first, each once', async () => {
    const stopped: string[] = []
    const parts = createParts(() => undefined)
    for (const name of ['database', 'jobs', 'web']) parts.add(name, async () => stopped.push(name))

    expect(await parts.stop()).toBe(true)
    expect(await parts.stop()).toBe(true)
    expect(stopped).toEqual(['web', 'jobs', 'database'])
  })

  it('are all stopped where one throws and another never ends, and both are named', async () => {
    const lines: string[] = []
    let databaseStopped = false
    const parts = createParts((line) => lines.push(line))
    parts.add('database', async () => {
      databaseStopped = true
    })
    parts.add('jobs', () => new Promise(() => undefined), 5)
    parts.add('web', async () => {
      throw new Error('the port is gone')
    })

    expect(await parts.stop()).toBe(false)
    expect(databaseStopped).toBe(true)
    expect(lines).toEqual(['web: did not stop well: the port is gone', 'jobs: did not stop within 5 ms'])
  })
})
