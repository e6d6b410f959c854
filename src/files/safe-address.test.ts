import { expect, it } from 'vitest'
import { isAllowedAddress, isPublicIp } from './safe-address.ts'

const sandbox = 'http://127.0.0.1:3001'

it.each([
  'https://sun9-12.userapi.com/impg/a.jpg',
  'https://vk.com/doc5_7?hash=1',
  'https://pu.vk.com/c1/upload.php',
  'http://127.0.0.1:3001/files/1/a.jpg',
])('lets %s pass', (url) => {
  expect(isAllowedAddress(new URL(url), sandbox)).toBe(true)
})

it.each([
  'http://sun9-12.userapi.com/a.jpg',
  'https://userapi.com.evil.ru/a.jpg',
  'https://evil-vk.com/a.jpg',
  'https://vk.com@evil.ru/a.jpg',
  'https://user:word@vk.com/a.jpg',
  'https://vk.com:8443/a.jpg',
  'https://127.0.0.1/a.jpg',
  'http://127.0.0.1:5432/',
  'http://169.254.169.254/latest/meta-data',
  'file:///etc/passwd',
  'data:text/plain,x',
])('refuses %s', (url) => {
  expect(isAllowedAddress(new URL(url), sandbox)).toBe(false)
})

it.each([
  '127.0.0.1',
  '10.1.2.3',
  '192.168.0.5',
  '169.254.169.254',
  '::1',
  'fe80::1',
  '::ffff:10.0.0.1',
  'x',
])('knows that %s is not public', (address) => {
  expect(isPublicIp(address)).toBe(false)
})

it.each(['87.240.129.133', '2a00:1148:db00::1'])('knows that %s is public', (address) => {
  expect(isPublicIp(address)).toBe(true)
})
