/** How TypeScript of the api becomes JavaScript in tests: with the types of decorated members, which Nest reads. */
export const swc = {
  swcrc: false,
  jsc: {
    target: 'es2022',
    parser: { syntax: 'typescript', decorators: true },
    keepClassNames: true,
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
  },
  sourceMaps: 'inline',
  module: { type: 'es6' },
};
