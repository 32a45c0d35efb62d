import { join } from 'node:path'
import { expect, it } from 'vitest'
import { type StartedProcess, startProcess } from '../tests/harness/process.ts'

/** A process whose one part says so when it is stopped. */
const startMain = (opening: string): StartedProcess => {
  const runMain = JSON.stringify(join(import.meta.dirname, 'run-main.ts'))
  const code = `
    const { runMain } = await import(${runMain})
    setInterval(() => {}, 1_000)
    await runMain(async ({ parts, continues }) => { ${opening} })`
  return startProcess([process.execPath, '--input-type=module', '-e', code], {})
}
const PART = `parts.add('a part', async () => console.log('stopped'));`

it('a process asked to end stops its parts and ends well', async () => {
  const main = startMain(`${PART} console.log('open')`)
  await main.prints(/open/)
  main.signal('SIGTERM')
  expect(await main.ended).toEqual({ code: 0, stdout: 'open\nstopped\n', stderr: '' })
})

it('a Ctrl-C that arrives twice is one; the next one ends the process at once', async () => {
  const main =
    startMain(`parts.add('slow', () => { console.log('stopping'); return new Promise(() => {}) }, 60_000);
    console.log('open')`)
  await main.prints(/open/)
  main.signal('SIGINT')
  await main.prints(/stopping/)
  main.signal('SIGINT')
  const again = setInterval(() => main.signal('SIGINT'), 50)
  const began = performance.now()
  expect(await main.ended).toMatchObject({ code: 130 })
  clearInterval(again)
  expect(performance.now() - began).toBeGreaterThan(300)
  expect(performance.now() - began).toBeLessThan(10_000)
})

it('what was opened is stopped where the rest cannot open, and where Ctrl-C comes before the rest', async () => {
  const failed = startMain(`${PART} throw new Error('no such luck')`)
  expect(await failed.ended).toEqual({ code: 1, stdout: 'stopped\n', stderr: 'no such luck\n' })
  const interrupted = startMain(`${PART} process.kill(process.pid, 'SIGINT');
    await new Promise((resolve) => process.once('SIGINT', resolve)); continues(); console.log('went on')`)
  expect(await interrupted.ended).toEqual({ code: 0, stdout: 'stopped\n', stderr: '' })
})

it('an error that nobody caught is shown with its stack, stops everything and ends badly', async () => {
  const main = startMain(`${PART} setTimeout(() => { throw new Error('a bug') })`)
  const { code, stdout, stderr } = await main.ended
  expect([code, stdout]).toEqual([1, 'stopped\n'])
  expect(stderr).toMatch(/nobody caught: Error: a bug\n\s+at /)
})
