import path from 'node:path';
import VueI18n from '@intlify/unplugin-vue-i18n/vite';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vitest/config';
import { layersFirst } from './server/layersFirst.mjs';
import { precompress } from './server/precompress.mjs';

const inWeb = (...parts: string[]) => path.resolve(import.meta.dirname, ...parts);

/** What every page needs travels together: a few larger files instead of a dozen crumbs. */
const BASE_CHUNKS = [
  { name: 'vue', test: /node_modules[\\/](@?vue|vue-router|vue-i18n|@intlify)/ },
  {
    name: 'base',
    test: /[\\/]src[\\/]platform[\\/](api[\\/](client|refusal)|format|page|queries|session[\\/]signedInHint|locale[\\/](?!catalogues))/,
  },
  {
    name: 'base',
    test: /[\\/]src[\\/]ui[\\/](frame|styles|useAnnouncements|(EmptyState|FactList|LiveRegion|NoticeNote|PagePhoto|PageProblem|SkeletonLines|StatusTag|WeaveProgress)\.vue)/,
  },
];

export default defineConfig(({ isSsrBuild }) => ({
  plugins: [
    vue(),
    layersFirst(),
    VueI18n({
      include: inWeb('src/locales/**/*.json'),
      runtimeOnly: true,
      dropMessageCompiler: true,
      compositionOnly: true,
      fullInstall: false,
    }),
    precompress(),
  ],
  // Two copies of the validator would keep two stores of rules, and the form would know none of them.
  resolve: { dedupe: ['class-validator', 'class-transformer'] },
  define: {
    __VUE_OPTIONS_API__: 'false',
    __VUE_PROD_DEVTOOLS__: 'false',
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: process.env.MISMATCH === '1' ? 'true' : 'false',
    __INTLIFY_PROD_DEVTOOLS__: 'false',
  },
  build: {
    target: 'es2022',
    manifest: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: isSsrBuild ? {} : { output: { codeSplitting: { groups: BASE_CHUNKS } } },
  },
  ssr: { noExternal: true },
  test: { environment: 'node', include: ['src/**/*.spec.ts', 'server/**/*.spec.mjs'] },
}));
