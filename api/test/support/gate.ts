import { connect, createServer, type Socket } from 'node:net';

/** A way to a server that can be shut and opened again under the same address. */
export interface Gate {
  readonly url: string;
  /** Cuts every connection and lets nobody in. */
  shut(): Promise<void>;
  open(): Promise<void>;
}

export async function startGate(target: string): Promise<Gate> {
  const url = new URL(target);
  const sockets = new Set<Socket>();
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
  };
  const server = createServer((near) => {
    const far = connect(Number(url.port), url.hostname);
    keep(near);
    keep(far);
    near.pipe(far).pipe(near);
    near.once('close', () => far.destroy());
    far.once('close', () => near.destroy());
  });
  const listen = (port: number) =>
    new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  await listen(0);
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  url.host = `127.0.0.1:${String(port)}`;
  return {
    url: url.href,
    open: () => listen(port),
    shut: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        for (const socket of sockets) socket.destroy();
      }),
  };
}
