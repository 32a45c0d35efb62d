import { SANDBOX_OWNER } from './persons.ts'
import { startSandbox } from './sandbox.ts'

/** The sandbox as a process of its own: `npm start` is its parent, tells it where by arguments, and hears how it went. */
const [port = '3001', dataFile, token = '', viberToken = '', smsToken = ''] = process.argv.slice(2)

const problemOf = (error: unknown): string => {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE')
    return `Port ${port} is taken by another program. Set SANDBOX_PORT to a free one, or end that program.`
  if (code === 'EACCES') return `Port ${port} is not ours to open. Set SANDBOX_PORT to one above 1023.`
  return `The sandbox did not start: ${error instanceof Error ? error.message : String(error)}`
}

/** Our parent is gone, however it ended: nobody needs us any more. */
const orphaned = new Promise<void>((resolve) => {
  process.once('disconnect', resolve)
  if (!process.connected) resolve()
})
const tell = (word: object, then?: () => void) =>
  process.connected ? process.send?.(word, undefined, undefined, then) : then?.()

try {
  const sandbox = await startSandbox({
    port: Number(port),
    ...(dataFile ? { dataFile } : {}),
    token,
    viberToken,
    smsToken,
  })
  tell({ url: sandbox.url, owners: [SANDBOX_OWNER] })
  await orphaned
  await sandbox.close()
  process.exit(0)
} catch (error) {
  tell({ problem: problemOf(error) }, () => process.exit(1))
}
