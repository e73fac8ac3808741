/**
 * Reads the pinned SDK's own type declarations and writes contract.json, so that what the emulator accepts and
 * answers is what the SDK was generated for and not what somebody remembered. Run: node dist/contract/generate.js
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { OBJECTS_USED, OPERATIONS_USED } from './operations-used.js';
import type { Contract, Operation, Shape } from './schema.js';
import { ShapeReader } from './shape-reader.js';

const SDK_ENTRY = fileURLToPath(import.meta.resolve('stripe'));
const SDK_FOLDER = dirname(SDK_ENTRY);
const TARGET = fileURLToPath(new URL('../../src/contract/contract.json', import.meta.url));

interface Source {
  readonly declaration: ts.SourceFile;
  readonly code: ts.SourceFile;
}

function resourceFile(file: string, ending: string): string {
  return join(SDK_FOLDER, 'resources', `${file}${ending}`);
}

function readSource(program: ts.Program, file: string): Source {
  const declaration = program.getSourceFile(resourceFile(file, '.d.ts'));
  if (!declaration) throw new Error(`The SDK has no declarations for ${file}.`);
  const path = resourceFile(file, '.js');
  return {
    declaration,
    code: ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true),
  };
}

function find<T extends ts.Node>(root: ts.Node, wanted: (node: ts.Node) => node is T): T | null {
  let found: T | null = null;
  const visit = (node: ts.Node): void => {
    if (found) return;
    if (wanted(node)) found = node;
    else ts.forEachChild(node, visit);
  };
  visit(root);
  return found;
}

/** `/v1/refunds/${encodeURIComponent(id)}/cancel` becomes `/v1/refunds/:id/cancel`. */
function pathOf(node: ts.Node): string {
  if (ts.isStringLiteral(node)) return node.text;
  if (ts.isTemplateExpression(node))
    return node.head.text + node.templateSpans.map((span) => `:id${span.literal.text}`).join('');
  if (ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  throw new Error(`Cannot read a path from ${node.getText()}.`);
}

function routeOf(code: ts.SourceFile, method: string): Pick<Operation, 'method' | 'path'> {
  const body = find(
    code,
    (node): node is ts.MethodDeclaration =>
      ts.isMethodDeclaration(node) && node.name.getText() === method,
  );
  const call =
    body &&
    find(
      body,
      (node): node is ts.CallExpression =>
        ts.isCallExpression(node) && node.expression.getText() === 'this._makeRequest',
    );
  const [verb, path] = call?.arguments ?? [];
  if (!verb || !path || !ts.isStringLiteral(verb)) throw new Error(`No request in ${method}.`);
  return { method: verb.text as Operation['method'], path: pathOf(path) };
}

/** `Promise<Response<X>>` answers X, `ApiListPromise<X>` and `V2ListPromise<X>` a page of X. */
function answerOf(node: ts.TypeNode | undefined, reader: ShapeReader): Shape {
  if (!node || !ts.isTypeReferenceNode(node)) throw new Error('A method without an answer type.');
  const [inner] = node.typeArguments ?? [];
  const name = node.typeName.getText();
  if (!inner) throw new Error(`${name} has no argument.`);
  if (name === 'ApiListPromise') return { page: reader.answerShape(inner) };
  if (name === 'V2ListPromise') return { v2page: reader.answerShape(inner) };
  if (name === 'Promise') return answerOf(inner, reader);
  return reader.answerShape(inner);
}

function readOperation(source: Source, resource: string, name: string, reader: ShapeReader) {
  const method = find(
    source.declaration,
    (node): node is ts.MethodDeclaration =>
      ts.isMethodDeclaration(node) && node.name.getText() === name,
  );
  if (!method) throw new Error(`The SDK has no ${resource}.${name}.`);
  const params = method.parameters.find((parameter) => parameter.name.getText() === 'params');
  return {
    id: `${resource}.${name}`,
    ...routeOf(source.code, name),
    params: params?.type ? reader.paramsName(params.type) : null,
    answer: answerOf(method.type, reader),
  };
}

function apiVersion(): string {
  const text = readFileSync(join(SDK_FOLDER, 'apiVersion.js'), 'utf8');
  const match = /ApiVersion = '([^']+)'/.exec(text);
  if (!match?.[1]) throw new Error('The SDK names no API version.');
  return match[1];
}

function sdkVersion(): string {
  const text = readFileSync(join(SDK_FOLDER, '..', 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

function generate(): Contract {
  const files = [...OPERATIONS_USED.map((use) => use.file), 'LineItems', 'Prices', 'Products'];
  const program = ts.createProgram(
    files.map((file) => resourceFile(file, '.d.ts')),
    { strict: true, noEmit: true, skipLibCheck: true, module: ts.ModuleKind.NodeNext },
  );
  const reader = new ShapeReader(program.getTypeChecker(), new Set(OBJECTS_USED));
  const operations = OPERATIONS_USED.flatMap(({ file, resource, methods }) => {
    const source = readSource(program, file);
    return methods.map((method) => readOperation(source, resource, method, reader));
  });
  return {
    sdk: sdkVersion(),
    apiVersion: apiVersion(),
    operations,
    ...reader.finish(),
  };
}

/** One line for each operation, type and list of values: small, and a new SDK version shows as a readable diff. */
function print(contract: Contract): string {
  const lines = (value: object): string => {
    const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
    const entries = Object.entries(value).map(([key, entry]) =>
      Array.isArray(value)
        ? JSON.stringify(entry)
        : `${JSON.stringify(key)}:${JSON.stringify(entry)}`,
    );
    return `${open}\n${entries.join(',\n')}\n${close}`;
  };
  const parts = Object.entries(contract).map(
    ([key, value]) =>
      `${JSON.stringify(key)}:${typeof value === 'object' ? lines(value as object) : JSON.stringify(value)}`,
  );
  return `{\n${parts.join(',\n')}\n}\n`;
}

writeFileSync(TARGET, print(generate()));
