import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const WORTH_IT_BYTES = 700;

/** Vite plugin: each asset also as .br and .gz, made once at build time instead of at each request. */
export function precompress() {
  let outDir = '';
  return {
    name: 'vatra-precompress',
    apply: 'build',
    configResolved(config) {
      outDir = path.resolve(config.root, config.build.outDir, 'assets');
    },
    // Not closeBundle: that one also runs after a failed build and would hide why it failed.
    async writeBundle() {
      if (this.environment?.config?.consumer === 'server') return;
      const files = (await readdir(outDir)).filter((file) => /\.(js|css|svg|json)$/.test(file));
      await Promise.all(files.map((file) => compressFile(path.join(outDir, file))));
    },
  };
}

async function compressFile(file) {
  const text = await readFile(file);
  if (text.length < WORTH_IT_BYTES) return;
  const options = { params: { [constants.BROTLI_PARAM_QUALITY]: 10 } };
  await writeFile(`${file}.br`, brotliCompressSync(text, options));
  await writeFile(`${file}.gz`, gzipSync(text, { level: 9 }));
}
