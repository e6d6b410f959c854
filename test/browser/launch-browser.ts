/** Chromium out of an npm package: no download, no system package. */
import sparticuz from '@sparticuz/chromium'
import { chromium, type Browser } from 'playwright-core'

const attemptsMax = 15
const pauseMs = 2_000

/**
 * The package unpacks itself into the temporary folder on first use. Another test may be doing that at this moment, and
 * a half-written program does not start; so a failed launch is repeated.
 */
export async function launchBrowser(): Promise<Browser> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await chromium.launch({
        args: browserArguments(),
        executablePath: await sparticuz.executablePath(),
      })
    } catch (error) {
      if (attempt === attemptsMax) throw new Error('Chromium did not start', { cause: error })
      await new Promise((resolve) => setTimeout(resolve, pauseMs))
    }
  }
}

/**
 * One process for everything saves memory on a server, but takes the whole browser down with one page. Without web
 * security no request names its origin, and pages could do what people's browsers forbid.
 */
const unwanted = new Set([
  '--single-process',
  '--no-zygote',
  '--disable-web-security',
  '--allow-running-insecure-content',
])

function browserArguments(): string[] {
  return sparticuz.args.filter((argument) => !unwanted.has(argument))
}
