import { onScopeDispose, shallowRef } from 'vue';
import { FILE_BYTES_MAX, type FilePurpose, type FileView } from '@vatra/shared/files/files.views';
import { codeOf } from '../../platform/api/refusal';
import { sendFile } from './sendFile';
import { shrinkPhoto } from './shrinkPhoto';

/** Files on the way at once: more would only share the same thin line. */
const PARALLEL_MAX = 2;

export interface Upload {
  readonly key: number;
  readonly file: File;
  readonly state: 'waiting' | 'sending' | 'refused';
  /** Part sent so far, 0 to 1. */
  readonly progress: number;
  /** Word of the catalogues below `error.`, while refused. */
  readonly code: string | null;
}

interface Options {
  readonly purpose: FilePurpose;
  readonly onDone: (view: FileView) => void;
  /** Exchanged in tests; the real one speaks to the api. */
  readonly send?: typeof sendFile;
  readonly shrink?: typeof shrinkPhoto;
}

/** Files on their way to the server: some at a time, each with its own progress and second try. */
export function useUploads({ purpose, onDone, send = sendFile, shrink = shrinkPhoto }: Options) {
  const uploads = shallowRef<readonly Upload[]>([]);
  const stop = new AbortController();
  let lastKey = 0;
  onScopeDispose(() => {
    stop.abort();
  });

  function change(key: number, changes: Partial<Upload>): void {
    uploads.value = uploads.value.map((upload) =>
      upload.key === key ? { ...upload, ...changes } : upload,
    );
  }

  function drop(key: number): void {
    uploads.value = uploads.value.filter((upload) => upload.key !== key);
  }

  function add(files: readonly File[]): void {
    const added = files.map((file): Upload => ({
      key: ++lastKey,
      file,
      state: 'waiting',
      progress: 0,
      code: null,
    }));
    uploads.value = [...uploads.value, ...added];
    startNext();
  }

  function again(key: number): void {
    change(key, { state: 'waiting', progress: 0, code: null });
    startNext();
  }

  function startNext(): void {
    const sending = uploads.value.filter(({ state }) => state === 'sending').length;
    const waiting = uploads.value.filter(({ state }) => state === 'waiting');
    for (const upload of waiting.slice(0, PARALLEL_MAX - sending)) void start(upload);
  }

  async function start({ key, file }: Upload): Promise<void> {
    change(key, { state: 'sending' });
    try {
      const light = await shrink(file);
      if (light.size > FILE_BYTES_MAX) {
        change(key, { state: 'refused', code: 'files.too-large' });
        return;
      }
      const onProgress = (progress: number): void => {
        change(key, { progress });
      };
      const view = await send({ file: light, purpose, signal: stop.signal, onProgress });
      drop(key);
      onDone(view);
    } catch (error) {
      change(key, { state: 'refused', code: codeOf(error) });
    } finally {
      startNext();
    }
  }

  return { uploads, add, again, drop };
}
