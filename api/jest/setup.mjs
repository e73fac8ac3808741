import { register } from 'node:module';
import 'reflect-metadata';

process.setSourceMapsEnabled(true);
register('./typescript-hooks.mjs', import.meta.url);
