/** A store of files that speaks S3. */
export interface FilesS3 {
  /** With the bucket, without a slash at the end. */
  readonly bucketUrl: string
  readonly region: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

interface FilesS3Variables {
  readonly FILES_S3_URL?: string | undefined
  readonly FILES_S3_REGION: string
  readonly FILES_S3_KEY_ID?: string | undefined
  readonly FILES_S3_SECRET?: string | undefined
}

export function filesS3Of(values: FilesS3Variables): FilesS3 | null {
  const { FILES_S3_URL: url, FILES_S3_REGION: region, FILES_S3_KEY_ID: accessKeyId } = values
  const { FILES_S3_SECRET: secretAccessKey } = values
  if (url === undefined || accessKeyId === undefined || secretAccessKey === undefined) return null
  return { bucketUrl: url.replace(/\/+$/, ''), region, accessKeyId, secretAccessKey }
}

export const hasS3Keys = ({ FILES_S3_KEY_ID, FILES_S3_SECRET }: FilesS3Variables): boolean =>
  FILES_S3_KEY_ID !== undefined && FILES_S3_SECRET !== undefined
