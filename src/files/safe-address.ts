/**
 * Which addresses files may come from and go to. Links arrive inside events: whoever could put one there must not make
 * us ask the machines of our own network.
 */
import { BlockList, isIP } from 'node:net'

/** Hosts VK serves files and uploads from, with everything below them. @see links in VK's answers, read 2026 */
const vkHosts = [
  'vk.com',
  'vk.ru',
  'vk.me',
  'userapi.com',
  'vkuser.net',
  'vkuserphoto.ru',
  'vkuserlive.net',
  'vkuservideo.net',
  'vkuservideo.ru',
  'vkuseraudio.net',
  'vkuseraudio.ru',
  'vk-cdn.net',
  'vkontakte.ru',
  'okcdn.ru',
  'mycdn.me',
]

/** https at one of VK's hosts, or the very origin the API is configured at (the sandbox, a proxy). */
export function isAllowedAddress(url: URL, trustedOrigin: string): boolean {
  if (url.username !== '' || url.password !== '') return false
  if (url.origin === trustedOrigin) return true
  if (url.protocol !== 'https:' || url.port !== '') return false
  return vkHosts.some((host) => url.hostname === host || url.hostname.endsWith(`.${host}`))
}

const reserved = new BlockList()
/** @see RFC 6890, IANA special-purpose registries (read 2026) */
const reservedSubnets = [
  ['0.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['127.0.0.0', 8, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.0.0.0', 24, 'ipv4'],
  ['192.0.2.0', 24, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['198.18.0.0', 15, 'ipv4'],
  ['198.51.100.0', 24, 'ipv4'],
  ['203.0.113.0', 24, 'ipv4'],
  ['224.0.0.0', 3, 'ipv4'],
  ['::', 96, 'ipv6'],
  ['64:ff9b::', 96, 'ipv6'],
  ['100::', 64, 'ipv6'],
  ['2001:db8::', 32, 'ipv6'],
  ['fc00::', 7, 'ipv6'],
  ['fe80::', 10, 'ipv6'],
  ['ff00::', 8, 'ipv6'],
] as const
for (const [network, prefix, family] of reservedSubnets) reserved.addSubnet(network, prefix, family)

/** A name of VK that leads into a private network is no name of VK's. */
export function isPublicIp(address: string): boolean {
  const family = isIP(address)
  return family !== 0 && !reserved.check(address, family === 6 ? 'ipv6' : 'ipv4')
}
