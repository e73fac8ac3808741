import { createHash } from 'node:crypto';
import ts from 'typescript';
import type { Contract, Members, Shape } from './schema.js';

type Side = 'params' | 'answer';

/** Turns types of the SDK into shapes, writing each interface once and cutting at objects nobody asked for. */
export class ShapeReader {
  readonly #types = new Map<string, Members>();
  readonly #nameOfType = new Map<ts.Symbol, string>();
  readonly #enums = new Map<string, string>();
  readonly #objects = new Map<string, string>();
  readonly #checker: ts.TypeChecker;
  readonly #kept: ReadonlySet<string>;

  constructor(checker: ts.TypeChecker, kept: ReadonlySet<string>) {
    this.#checker = checker;
    this.#kept = kept;
  }

  /** @throws when the parameters are not an interface. */
  paramsName(node: ts.TypeNode): string {
    const shape = this.#shape(this.#checker.getTypeFromTypeNode(node), 'params');
    if (typeof shape === 'string' || !('ref' in shape))
      throw new Error(`${node.getText()} is not an interface.`);
    return shape.ref;
  }

  answerShape(node: ts.TypeNode): Shape {
    const type = this.#checker.getTypeFromTypeNode(node);
    return this.#eventShape(type) ?? this.#shape(type, 'answer');
  }

  /**
   * The SDK has one interface for each type of a v2 event. They share a base; beyond it some carry data, and some say
   * which object they are about.
   */
  #eventShape(type: ts.Type): Shape | null {
    const parts = type.isUnion() ? type.types : [];
    const base = parts[0] && this.#baseOf(parts[0]);
    if (!base || parts.some((part) => this.#objectName(part) !== 'v2.core.event')) return null;
    const shape = this.#interface(base, 'answer');
    const about = parts
      .map((part) => part.getProperty('related_object'))
      .find((property) => property !== undefined);
    if (typeof shape === 'string' || !('ref' in shape) || !about) return null;
    const related = this.#shape(this.#checker.getTypeOfSymbol(about), 'answer');
    const members = this.#types.get(shape.ref);
    this.#types.set(shape.ref, { ...members, 'data?': 'anything', 'related_object?': related });
    return shape;
  }

  finish(): Pick<Contract, 'objects' | 'types' | 'enums'> {
    const sorted = <T>(entries: Iterable<[string, T]>): Record<string, T> =>
      Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
    const enums = [...this.#enums].map(([values, name]): [string, string[]] => [
      name,
      values.split('|'),
    ]);
    return { objects: sorted(this.#objects), types: sorted(this.#types), enums: sorted(enums) };
  }

  #shape(type: ts.Type, side: Side): Shape {
    if (type.isUnion()) return this.#union(type.types, side);
    return this.#plain(type) ?? this.#structured(type, side);
  }

  #plain(type: ts.Type): Shape | null {
    if (type.isStringLiteral()) return { exactly: type.value };
    if (type.isNumberLiteral()) return { exactly: type.value };
    const { flags } = type;
    if (flags & ts.TypeFlags.BooleanLiteral)
      return { exactly: this.#checker.typeToString(type) === 'true' };
    if (flags & ts.TypeFlags.String || type.isIntersection()) return 'string';
    if (flags & ts.TypeFlags.Number) return 'number';
    if (flags & ts.TypeFlags.Boolean) return 'boolean';
    return flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown) ? 'anything' : null;
  }

  #structured(type: ts.Type, side: Side): Shape {
    const name = type.getSymbol()?.name;
    const [argument] = this.#checker.getTypeArguments(type as ts.TypeReference);
    if (name === 'Array' && argument) return { list: this.#shape(argument, side) };
    if (name === 'ApiList' && argument) return { page: this.#shape(argument, side) };
    if (name === 'Decimal') return 'decimal';
    // The bytes of an upload, which travel as a part of their own.
    if (name === 'Uint8Array') return 'string';
    const index = this.#checker.getIndexInfoOfType(type, ts.IndexKind.String);
    if (index) return { map: this.#shape(index.type, side) };
    return this.#interface(type, side);
  }

  #interface(type: ts.Type, side: Side): Shape {
    const object = this.#objectName(type);
    if (side === 'answer' && object && !this.#kept.has(object)) return { foreign: object };
    const base = object === 'event' && side === 'answer' ? this.#baseOf(type) : null;
    if (base) return this.#interface(base, side);
    const known = this.#nameOfType.get(type.symbol);
    if (known) return { ref: known };
    return { ref: this.#write(type, side, object) };
  }

  /** The name is taken before the members are read, because types refer to themselves. */
  #write(type: ts.Type, side: Side, object: string | null): string {
    const name = this.#freeName(type);
    this.#nameOfType.set(type.symbol, name);
    this.#types.set(name, {});
    this.#types.set(name, this.#members(type, side));
    if (object && !this.#objects.has(object) && !name.startsWith('Deleted'))
      this.#objects.set(object, name);
    return name;
  }

  /** The SDK has one interface per event type; their members are those of the common base. */
  #baseOf(type: ts.Type): ts.Type | null {
    const bases = type.isClassOrInterface() ? this.#checker.getBaseTypes(type) : [];
    return bases[0] ?? null;
  }

  #members(type: ts.Type, side: Side): Members {
    const members: Record<string, Shape> = {};
    for (const property of this.#checker.getPropertiesOfType(type)) {
      const declared = this.#checker.getTypeOfSymbol(property);
      if (property.name === 'lastResponse' || this.#isVoid(declared)) continue;
      const optional = property.flags & ts.SymbolFlags.Optional ? '?' : '';
      members[property.name + optional] = this.#shape(declared, side);
    }
    return members;
  }

  #isVoid(type: ts.Type): boolean {
    const parts = type.isUnion() ? type.types : [type];
    return parts.every((part) => part.flags & (ts.TypeFlags.Void | ts.TypeFlags.Undefined));
  }

  #objectName(type: ts.Type): string | null {
    const member = type.getProperty('object');
    const value = member && this.#checker.getTypeOfSymbol(member);
    return value?.isStringLiteral() ? value.value : null;
  }

  #freeName(type: ts.Type): string {
    const full = this.#checker.getFullyQualifiedName(type.symbol).replace(/^".*"\./, '');
    const base = full === '__type' ? 'Inline' : full;
    let name = base;
    for (let count = 2; this.#types.has(name); count += 1) name = `${base}~${count}`;
    return name;
  }

  #union(parts: readonly ts.Type[], side: Side): Shape {
    const solid = parts.filter((part) => !(part.flags & ts.TypeFlags.Undefined));
    const isEmpty = (part: ts.Type): boolean =>
      Boolean(part.flags & ts.TypeFlags.Null) || (part.isStringLiteral() && part.value === '');
    const shape = this.#alternatives(
      solid.filter((part) => !isEmpty(part)),
      side,
    );
    return solid.some(isEmpty) ? { orEmpty: shape } : shape;
  }

  #alternatives(parts: readonly ts.Type[], side: Side): Shape {
    const literals = parts.filter((part) => part.isStringLiteral()).map((part) => part.value);
    const rest = parts.filter((part) => !part.isStringLiteral());
    // The SDK joins open enums with a bare string type; the named values are what this API version knows.
    const others = literals.length ? rest.filter((part) => !part.isIntersection()) : rest;
    const [only] = literals;
    if (only !== undefined && parts.length === 1) return { exactly: only };
    const named: Shape[] = literals.length ? [this.#enum(literals)] : [];
    return this.#expandable(others) ?? this.#oneOf([...named, ...this.#shapes(others, side)]);
  }

  #shapes(types: readonly ts.Type[], side: Side): Shape[] {
    const isBoolean = (type: ts.Type): boolean => Boolean(type.flags & ts.TypeFlags.BooleanLiteral);
    const shapes = types.filter((type) => !isBoolean(type)).map((type) => this.#shape(type, side));
    const booleans = types.filter(isBoolean);
    if (booleans.length === 2) return [...shapes, 'boolean'];
    return [...shapes, ...booleans.map((type) => this.#shape(type, side))];
  }

  #oneOf(shapes: readonly Shape[]): Shape {
    const unlike = [...new Map(shapes.map((shape) => [JSON.stringify(shape), shape])).values()];
    const [only] = unlike;
    return unlike.length === 1 && only !== undefined ? only : { oneOf: unlike };
  }

  #expandable(types: readonly ts.Type[]): Shape | null {
    if (!types.some((type) => type.flags & ts.TypeFlags.String)) return null;
    const names = types
      .filter((type) => !(type.flags & ts.TypeFlags.String))
      .map((type) => this.#objectName(type));
    if (!names.length || names.some((name) => name === null)) return null;
    for (const type of types)
      if (this.#kept.has(this.#objectName(type) ?? '')) this.#shape(type, 'answer');
    return { expandable: [...new Set(names as string[])].sort() };
  }

  #enum(values: readonly string[]): Shape {
    const key = [...values].join('|');
    // Named after their values, so that a new list does not rename all that follow.
    const name = `e${createHash('sha256').update(key).digest('hex').slice(0, 8)}`;
    this.#enums.set(key, name);
    return { enum: name };
  }
}
