/** A copy cannot be made or put back. `message` is a Russian sentence: what is wrong and what to do. */
export class BackupFault extends Error {
  override readonly name = 'BackupFault'
}
