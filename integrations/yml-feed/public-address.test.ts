import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { isPublicAddress, isPublicUrl, PrivateAddress, publicLookup } from './public-address.ts'

describe('a picture of a feed', () => {
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    '::ffff:127.0.0.1',
    '::ffff:a00:1',
    'fe80::1',
    'fd00::1',
    'ff02::1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
  ])('is never fetched from a private address: %s', (address) => {
    expect(isPublicAddress(address)).toBe(false)
  })

  it.each(['8.8.8.8', '172.32.0.1', '2606:4700:4700::1111', '::ffff:8.8.8.8'])(
    'may be fetched from %s',
    (address) => {
      expect(isPublicAddress(address)).toBe(true)
    },
  )

  it('is asked for by http and https only, at no private address however it is written', () => {
    const may = (url: string) => isPublicUrl(new URL(url))
    expect(may('https://pictures.example/1.jpg')).toBe(true)
    expect(may('http://8.8.8.8/1.jpg')).toBe(true)
    for (const url of [
      'ftp://pictures.example/1',
      'http://localhost/1',
      'http://2130706433/',
      'http://0x7f.1/',
      'http://[::1]/',
      'http://[::ffff:7f00:1]/',
    ]) {
      expect(may(url), url).toBe(false)
    }
  })

  it('is not fetched where a name leads to a private address', async () => {
    await expect(promisify(publicLookup)('localhost', {})).rejects.toThrow(PrivateAddress)
  })
})
