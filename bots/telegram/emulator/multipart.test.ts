import { expect, test } from 'vitest'
import { readMultipart } from './multipart.ts'

const contentType = 'multipart/form-data; boundary=xYz'
const body = (...lines: (string | Buffer)[]) =>
  Buffer.concat(
    lines.flatMap((line) => [Buffer.isBuffer(line) ? line : Buffer.from(line), Buffer.from('\r\n')]),
  )

test('fields and files are told apart; names may be quoted or not, in any alphabet', () => {
  const bytes = Buffer.from([0, 13, 10, 45, 45, 255, 13, 10])
  const { fields, uploads } = readMultipart(
    body(
      '--xYz',
      'content-disposition:form-data;name="chat_id"',
      '',
      '42',
      '--xYz',
      'Content-Disposition: form-data; name="caption"',
      '',
      'рядок 1\r\nрядок 2',
      '--xYz',
      'content-disposition:form-data;name="a";filename=чек №5.pdf',
      'content-type:application/pdf',
      '',
      bytes,
      '--xYz',
      'Content-Disposition: form-data; name="b"; filename="x \\"y\\".png"',
      '',
      '',
      '--xYz--',
    ),
    contentType,
  )
  expect(fields).toEqual({ chat_id: '42', caption: 'рядок 1\r\nрядок 2' })
  expect(uploads.get('a')).toEqual({ bytes, fileName: 'чек №5.pdf', mimeType: 'application/pdf' })
  expect(uploads.get('b')).toMatchObject({ fileName: 'x "y".png', mimeType: 'application/octet-stream' })
  expect(uploads.get('b')?.bytes).toHaveLength(0)
})

test.each([
  ['no boundary', body('--xYz--'), 'multipart/form-data'],
  ['no delimiter', body('abc'), contentType],
  ['no end', body('--xYz', 'content-disposition:form-data;name="a"', '', 'b'), contentType],
  ['no name', body('--xYz', 'content-disposition:form-data', '', 'b', '--xYz--'), contentType],
])('%s: refused', (_what, bytes, type) => {
  expect(() => readMultipart(bytes, type)).toThrow("can't parse the multipart body")
})
