import prettier from 'eslint-config-prettier';
import vue from 'eslint-plugin-vue';
import tseslint from 'typescript-eslint';

/** Sizes and habits of the house style; each message says what to do instead. */
const houseRules = {
  eqeqeq: 'error',
  'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
  'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
  'max-depth': ['error', 3],
  complexity: ['error', 10],
  'no-restricted-syntax': [
    'error',
    {
      selector:
        ":matches(FunctionDeclaration, ArrowFunctionExpression, MethodDefinition[kind!='constructor'] > FunctionExpression)[params.length>4]",
      message: 'Four parameters at most: name them in one object.',
    },
    {
      selector: "MethodDefinition[kind='constructor'] > FunctionExpression[params.length>9]",
      message: 'A class that needs ten others does too much: move whole verbs to their own class.',
    },
    {
      selector: 'TSEnumDeclaration',
      message: 'Use a union of strings: it needs no runtime and travels as JSON.',
    },
    {
      selector: "MemberExpression[object.name='process'][property.name='env']",
      message: 'Take the Config: only platform/config reads the environment.',
    },
    {
      selector: "CallExpression[callee.name='forwardRef']",
      message: 'A circle: publish an event, or move the shared part down.',
    },
  ],
};

const typedRules = {
  '@typescript-eslint/switch-exhaustiveness-check': 'error',
  '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
  // A constructor that only narrows its parameters' types is what keeps refusal codes exact.
  '@typescript-eslint/no-useless-constructor': 'off',
  // DTO classes are shapes that travel as JSON: a literal of the right shape is one of them.
  '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
  // Code points are what a person counts as letters here; lone surrogates are refused before.
  '@typescript-eslint/no-misused-spread': 'off',
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
};

const vueRules = {
  'vue/max-attributes-per-line': 'off',
  'vue/singleline-html-element-content-newline': 'off',
  'vue/html-self-closing': 'off',
  'vue/multi-word-component-names': 'off',
  'vue/no-v-html': 'error',
};

export default tseslint.config(
  {
    ignores: ['**/dist/**', '**/.data/**', 'e2e/test-results/**', '**/node_modules/**'],
  },
  {
    files: ['**/*.mjs'],
    extends: [tseslint.configs.recommended],
    rules: {
      ...houseRules,
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'no-restricted-syntax': 'off',
    },
  },
  {
    files: ['**/*.{ts,vue}'],
    extends: [tseslint.configs.strictTypeChecked, vue.configs['flat/recommended']],
    languageOptions: {
      parserOptions: {
        projectService: {
          allowDefaultProject: ['web/*.config.ts'],
        },
        parser: tseslint.parser,
        extraFileExtensions: ['.vue'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: { ...houseRules, ...typedRules, ...vueRules },
  },
  {
    // Tests read the runner's environment and tell long stories; a migration is one long statement.
    files: ['**/*.spec.ts', '**/*.int-spec.ts', '**/test/**', 'e2e/**', '**/migrations/**'],
    rules: { 'max-lines-per-function': 'off', 'max-depth': 'off', 'no-restricted-syntax': 'off' },
  },
  {
    // vue-tsc checks the types of the web; the linter alone sees unknown types behind components.
    files: ['web/**'],
    extends: [tseslint.configs.disableTypeChecked],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      complexity: ['error', 12],
    },
  },
  {
    files: ['api/src/platform/config/**', 'infra/**', 'web/server/**', '**/*.config.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  prettier,
);
