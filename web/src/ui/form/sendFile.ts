import type { FilePurpose, FileView } from '@vatra/shared/files/files.views';
import type { Problem } from '@vatra/shared/problem';
import { API_BASE, OPERATIONS } from '@vatra/shared/policy/policy';
import { ApiRefusal, ApiUnreachable } from '../../platform/api/refusal';

export interface FileToSend {
  readonly file: File;
  readonly purpose: FilePurpose;
  /** Part sent so far, 0 to 1. */
  readonly onProgress: (part: number) => void;
  readonly signal: AbortSignal;
}

/**
 * Sends one file. An XMLHttpRequest, because fetch cannot tell how much of a body has left.
 *
 * @throws ApiRefusal, ApiUnreachable
 */
export function sendFile({ file, purpose, onProgress, signal }: FileToSend): Promise<FileView> {
  const request = new XMLHttpRequest();
  const body = new FormData();
  // The api reads the fields in order: what the file is for comes before the bytes.
  body.append('purpose', purpose);
  body.append('file', file, file.name);
  return new Promise((resolve, reject) => {
    request.upload.addEventListener('progress', (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    });
    request.addEventListener('error', () => {
      reject(new ApiUnreachable('upload'));
    });
    request.addEventListener('abort', () => {
      reject(new ApiUnreachable('upload stopped'));
    });
    request.addEventListener('load', () => {
      const answer = readJson(request.responseText);
      if (request.status < 300 && answer !== null) resolve(answer as FileView);
      else reject(refusalOf(request.status, answer));
    });
    signal.addEventListener('abort', () => {
      request.abort();
    });
    request.open('POST', API_BASE + OPERATIONS['files.upload'].path);
    request.setRequestHeader('accept', 'application/json');
    request.send(body);
  });
}

function refusalOf(status: number, answer: unknown): Error {
  const problem = answer as Partial<Problem> | null;
  if (problem?.code === undefined) return new ApiUnreachable(`upload ${String(status)}`);
  const first = problem.errors?.[0];
  return new ApiRefusal({ ...problem, status, code: first?.code ?? problem.code });
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
