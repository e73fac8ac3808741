/** For tools that read TypeScript alone: a Vue file is a component. vue-tsc sees the file itself. */
declare module '*.vue' {
  import type { Component } from 'vue';

  const component: Component;
  export default component;
}
