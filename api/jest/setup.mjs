import { register } from 'node:module';
import 'reflect-metadata';

process.setSourceMapsEnabled(true);
register('./typescript-hooks.mjs', import.meta.url);
// Whoever started us is gone: a server a failed test left open must not keep this process.
process.on('disconnect', () => process.exit());
