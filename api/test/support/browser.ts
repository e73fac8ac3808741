import { randomUUID } from 'node:crypto';

export interface Answer<Body> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
  /** The body as it came, for comparing byte for byte. */
  readonly text: string;
}

interface RequestOptions {
  readonly idempotencyKey?: string;
  readonly headers?: Record<string, string>;
}

/** One person's browser as far as the api sees it: a cookie jar, an Origin, JSON in and out. */
export class Browser {
  private readonly cookies = new Map<string, string>();

  constructor(
    private readonly address: string,
    private readonly origin: string,
  ) {}

  /** The value of a cookie this browser holds. */
  cookie(name: string): string | undefined {
    return this.cookies.get(name);
  }

  get<Body>(path: string, options: RequestOptions = {}): Promise<Answer<Body>> {
    return this.send('GET', path, undefined, options);
  }

  /** Sends an Idempotency-Key of its own unless one is given. */
  post<Body>(
    path: string,
    body: unknown = {},
    options: RequestOptions = {},
  ): Promise<Answer<Body>> {
    return this.send('POST', path, body, { idempotencyKey: randomUUID(), ...options });
  }

  put<Body>(path: string, body: unknown, options: RequestOptions = {}): Promise<Answer<Body>> {
    return this.send('PUT', path, body, options);
  }

  delete<Body>(path: string, options: RequestOptions = {}): Promise<Answer<Body>> {
    return this.send('DELETE', path, undefined, options);
  }

  /** Uploads a file as the web does; the purpose decides who may see it. */
  async upload<Body>(
    purpose: string,
    file: { name: string; type: string; bytes: Uint8Array<ArrayBuffer> },
  ): Promise<Answer<Body>> {
    const form = new FormData();
    form.append('purpose', purpose);
    form.append('file', new Blob([file.bytes], { type: file.type }), file.name);
    return this.fetch('POST', '/files', { body: form });
  }

  private send<Body>(
    method: string,
    path: string,
    body: unknown,
    { idempotencyKey, headers = {} }: RequestOptions,
  ): Promise<Answer<Body>> {
    const all: Record<string, string> = { ...headers };
    if (body !== undefined) all['content-type'] ??= 'application/json';
    if (idempotencyKey !== undefined) all['idempotency-key'] ??= idempotencyKey;
    const text =
      typeof body === 'string' ? body : body === undefined ? undefined : JSON.stringify(body);
    return this.fetch(method, path, { headers: all, ...(text !== undefined && { body: text }) });
  }

  private async fetch<Body>(
    method: string,
    path: string,
    init: RequestInit,
  ): Promise<Answer<Body>> {
    const headers = new Headers(init.headers);
    if (!headers.has('origin')) headers.set('origin', this.origin);
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    if (cookie !== '') headers.set('cookie', cookie);
    const response = await fetch(`${this.address}/api/v1${path}`, {
      ...init,
      method,
      headers,
      redirect: 'manual',
    });
    this.keepCookies(response);
    const text = await response.text();
    const isJson = (response.headers.get('content-type') ?? '').includes('json');
    return {
      status: response.status,
      headers: response.headers,
      body: (isJson && text !== '' ? JSON.parse(text) : text) as Body,
      text,
    };
  }

  private keepCookies(response: Response): void {
    for (const line of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split(';');
      const name = pair.slice(0, pair.indexOf('='));
      const value = pair.slice(pair.indexOf('=') + 1);
      const isGone = attributes.some((attribute) => /^\s*max-age=0$/i.test(attribute));
      if (isGone || value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
  }
}
