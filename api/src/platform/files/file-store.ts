import { Injectable } from '@nestjs/common';
import { Disk } from 'flydrive';
import { FSDriver } from 'flydrive/drivers/fs';
import { Config } from '../config/config.js';

/** Bytes by key, on a disk (`file://`) or in a bucket (`s3://bucket?region=...&endpoint=...`). */
@Injectable()
export class FileStore {
  private readonly disk: Promise<Disk>;

  constructor(config: Config) {
    this.disk = openDisk(new URL(config.filesUrl));
    // Told when somebody asks; a promise nobody waits for yet must not end the process.
    this.disk.catch(() => undefined);
  }

  async put(key: string, bytes: Uint8Array, mediaType: string): Promise<void> {
    await (await this.disk).put(key, bytes, { contentType: mediaType });
  }

  async get(key: string): Promise<Buffer> {
    return Buffer.from(await (await this.disk).getBytes(key));
  }
}

async function openDisk(url: URL): Promise<Disk> {
  if (url.protocol === 'file:') {
    return new Disk(new FSDriver({ location: url, visibility: 'private' }));
  }
  if (url.protocol !== 's3:') throw new Error('FILES_URL is neither file:// nor s3://');
  return openBucket(url);
}

/** Loaded only where a bucket is used: the client is larger than the rest of the api. */
async function openBucket(url: URL): Promise<Disk> {
  const { S3Driver } = await import('flydrive/drivers/s3');
  const endpoint = url.searchParams.get('endpoint');
  return new Disk(
    new S3Driver({
      bucket: url.hostname,
      region: url.searchParams.get('region') ?? 'eu-central-1',
      ...(endpoint === null ? {} : { endpoint, forcePathStyle: true }),
      visibility: 'private',
      supportsACL: false,
    }),
  );
}
