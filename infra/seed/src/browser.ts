import { randomUUID } from 'node:crypto';

export class Refused extends Error {
  override readonly name = 'Refused';
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

export interface Upload {
  readonly purpose: string;
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
}

/** One person's browser: cookies, the page's Origin, JSON in and out. Any refusal is an error here. */
export class Browser {
  private readonly cookies = new Map<string, string>();

  constructor(
    private readonly api: string,
    private readonly origin: string,
  ) {}

  get<Answer>(path: string): Promise<Answer> {
    return this.json('GET', path);
  }

  /** A short list comes whole, a long one as a page: here the first page is enough. */
  async list<Item>(path: string): Promise<readonly Item[]> {
    const answer = await this.get<readonly Item[] | { items: readonly Item[] }>(path);
    return 'items' in answer ? answer.items : answer;
  }

  post<Answer>(path: string, body: unknown = {}): Promise<Answer> {
    return this.json('POST', path, body);
  }

  put<Answer>(path: string, body: unknown): Promise<Answer> {
    return this.json('PUT', path, body);
  }

  async text(path: string): Promise<string> {
    return (await this.send('GET', path, {})).text();
  }

  async upload(file: Upload): Promise<string> {
    const form = new FormData();
    form.append('purpose', file.purpose);
    form.append('file', new Blob([new Uint8Array(file.bytes)], { type: file.type }), file.name);
    const response = await this.send('POST', '/files', { body: form });
    return ((await response.json()) as { id: string }).id;
  }

  private async json<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await this.send(method, path, {
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(method === 'POST' && { 'idempotency-key': randomUUID() }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return (text === '' ? null : JSON.parse(text)) as Answer;
  }

  private async send(method: string, path: string, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set('origin', this.origin);
    if (this.cookies.size > 0) {
      headers.set('cookie', [...this.cookies].map((pair) => pair.join('=')).join('; '));
    }
    const response = await fetch(`${this.api}/api/v1${path}`, { ...init, method, headers });
    this.keepCookies(response);
    if (response.ok) return response;
    const problem = (await response.json().catch(() => ({}))) as { code?: string };
    throw new Refused(
      response.status,
      problem.code ?? '',
      `${method} ${path}: ${String(response.status)} ${JSON.stringify(problem)}`,
    );
  }

  private keepCookies(response: Response): void {
    for (const line of response.headers.getSetCookie()) {
      const pair = line.split(';', 1)[0] ?? '';
      const name = pair.slice(0, pair.indexOf('='));
      const value = pair.slice(pair.indexOf('=') + 1);
      if (value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
  }
}
