/** What the console's HTTP API works with; the composition root makes it. */
import type { BotTexts } from './bot-texts.ts'
import type { Connecting } from './connect-community.ts'
import type { Importing } from './import-at-console.ts'
import type { MapShowing } from './show-topic-map.ts'
import type { DirectoryShowing } from './show-directory.ts'
import type { ChangeFeed } from './change-feed.ts'
import type { SessionKeeping } from './continue-session.ts'
import type { Listing } from './list-tickets.ts'
import type { FileStore } from './ports.ts'
import type { ProposalStore } from '../propose-routing.ts'
import type { FigureShowing } from './show-figures.ts'
import type { JournalShowing } from './show-journal.ts'
import type { PersonalRequests } from './personal-requests.ts'
import type { FileStorage } from '../file-ports.ts'
import type { SigningIn } from './sign-in.ts'
import type { ModelShelf } from './text-models.ts'
import type { Watchers } from './watchers.ts'
import type { ConsoleWork } from './work-at-console.ts'

export interface Console {
  readonly signingIn: SigningIn
  readonly keeping: SessionKeeping
  readonly listing: Listing & { readonly files: FileStore; readonly storage: FileStorage }
  readonly work: ConsoleWork
  readonly feed: ChangeFeed
  readonly figures: FigureShowing
  readonly models: ModelShelf
  readonly watchers: Watchers
  readonly map: MapShowing
  readonly journal: JournalShowing
  readonly personal: PersonalRequests
  readonly directory: {
    readonly showing: DirectoryShowing
    readonly importing: Importing
    readonly connecting: Connecting
    readonly texts: BotTexts
    readonly corrections: Pick<ProposalStore, 'findProposals'>
  }
}
