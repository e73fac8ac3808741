import path from 'node:path';
import VueI18n from '@intlify/unplugin-vue-i18n/vite';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vitest/config';
import { layersFirst } from './server/layersFirst.mjs';
import { precompress } from './server/precompress.mjs';

const inWeb = (...parts: string[]) => path.resolve(import.meta.dirname, ...parts);

/**
 * What is needed together travels together: a few larger files instead of dozens of crumbs. `base` is
 * what every page needs, `public` what the pages of visitors share, `below` what stands under the
 * first screens of a project.
 */
const CHUNKS = [
  { name: 'vue', priority: 40, test: /node_modules[\\/](@?vue|vue-router|vue-i18n|@intlify)/ },
  {
    name: 'base',
    priority: 30,
    test: /[\\/]src[\\/](platform[\\/](api[\\/](client|refusal)|format|page|queries|session[\\/]signedInHint|locale[\\/](?!catalogues))|ui[\\/](frame|styles|useAnnouncements|(EmptyState|FactList|LiveRegion|NoticeNote|PagePhoto|PageProblem|SkeletonLines|StatusTag|WeaveProgress)\.vue))/,
  },
  {
    name: 'public',
    priority: 20,
    test: /[\\/]src[\\/]features[\\/](publishing[\\/](publishing\.api|projectPhase|ProjectCard|TotalsBand)|clock[\\/](clock\.api|useBusinessClock)|ledger[\\/]useEntryWords)/,
  },
  {
    name: 'below',
    priority: 10,
    includeDependenciesRecursively: false,
    test: /[\\/]src[\\/](features[\\/]project-page[\\/](Project(Need|Budget|Timeline|Money|Line|Results|Photos|Papers)|DonorWall|DonorHomes|WallLines|StepFacts|TrancheMark|useMoneyFlow|budgetRows|fundingSources|projectSteps|projectDocuments)|pages[\\/]project[\\/]|ui[\\/]charts[\\/])/,
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
    rolldownOptions: isSsrBuild ? {} : { output: { codeSplitting: { groups: CHUNKS } } },
  },
  ssr: { noExternal: true },
  test: {
    environment: 'node',
    include: ['src/**/*.spec.ts', 'server/**/*.spec.mjs'],
    // For what never ends; a busy machine may take its time.
    testTimeout: 60_000,
  },
}));
