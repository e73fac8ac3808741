import { createWebHistory } from 'vue-router';
import { createVatra } from './app/createVatra';
import { isLocale, localeOfPath } from './platform/locale/locales';
import './ui/styles/index.css';

const language = document.documentElement.lang;
const locale = isLocale(language) ? language : 'ro';
const isRendered = (document.getElementById('app')?.childElementCount ?? 0) > 0;
const { app, router, queries } = createVatra(createWebHistory(), locale, isRendered);

const state = document.getElementById('state')?.textContent;
if (state) queries.hydrate(JSON.parse(state));

// Another language is another document: its words, its direction, its cached page.
router.beforeEach((to) => {
  if (localeOfPath(to.path) === locale) return true;
  window.location.assign(to.fullPath);
  return false;
});

await router.isReady();
app.mount('#app');
document.documentElement.dataset.ready = 'true';
