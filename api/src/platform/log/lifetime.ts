/** How long open work may take to finish after the request to stop. */
const STOP_MS_MAX = 8_000;

/** Stops on SIGTERM, SIGINT and when the parent that started this process is gone. */
export function endWithParent(close: () => Promise<void>): void {
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), STOP_MS_MAX).unref();
    void close().finally(() => process.exit(0));
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  process.once('disconnect', stop);
  // It may be gone already: nobody says so twice.
  if (Object.is(process.connected, false)) stop();
}
