import { randomUUID } from 'node:crypto'
import { closeSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Records on disk, by number: a feed is read once and whole before any of it is used, and needs no memory. */
export interface Spool {
  /** Returns the record's number, counted from 0. */
  put(record: unknown): number
  get(number: number): unknown
  close(): void
}

const BUFFER_BYTES = 1 << 20

/** The file has no name from the start, so that it is gone with the process however that ends. */
export const createSpool = (): Spool => {
  const path = join(tmpdir(), `kram-import-${randomUUID()}`)
  const file = openSync(path, 'wx+', 0o600)
  unlinkSync(path)
  const offsets = [0]
  const pending = Buffer.allocUnsafe(BUFFER_BYTES)
  let pendingBytes = 0
  let scratch = Buffer.allocUnsafe(64 * 1024)
  const writeOut = (bytes: Uint8Array) => {
    for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written)
  }
  const flush = () => {
    writeOut(pending.subarray(0, pendingBytes))
    pendingBytes = 0
  }
  return {
    put: (record) => {
      const text = JSON.stringify(record)
      const length = Buffer.byteLength(text)
      if (pendingBytes + length > BUFFER_BYTES) flush()
      if (length > BUFFER_BYTES) writeOut(Buffer.from(text))
      else pendingBytes += pending.write(text, pendingBytes)
      return offsets.push(offsets.at(-1)! + length) - 2
    },
    get: (number) => {
      if (pendingBytes > 0) flush()
      const offset = offsets[number]
      const end = offsets[number + 1]
      if (offset === undefined || end === undefined) throw new RangeError(`no record ${number}`)
      const length = end - offset
      if (length > scratch.length) scratch = Buffer.allocUnsafe(length)
      for (let read = 0; read < length; ) {
        const got = readSync(file, scratch, read, length - read, offset + read)
        if (got === 0) throw new Error('the spool file was cut off')
        read += got
      }
      return JSON.parse(scratch.toString('utf8', 0, length))
    },
    close: () => closeSync(file),
  }
}
