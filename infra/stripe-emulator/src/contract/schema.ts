/** What the generator writes and the emulator reads: the shapes of the pinned SDK's types, nothing else. */

export type Shape =
  | 'string'
  | 'number'
  | 'boolean'
  | 'decimal'
  | 'anything'
  | { readonly ref: string }
  | { readonly list: Shape }
  | { readonly map: Shape }
  /** Values the SDK names. The name points into `Contract.enums`, where equal lists are stored once. */
  | { readonly enum: string }
  | { readonly exactly: string | number | boolean }
  | { readonly oneOf: readonly Shape[] }
  /** A request may send an empty value here, an answer may hold null here. */
  | { readonly orEmpty: Shape }
  /** An id that `expand[]` turns into one of these objects. */
  | { readonly expandable: readonly string[] }
  /** A page of objects; API v2 has pages of its own. */
  | { readonly page: Shape }
  | { readonly v2page: Shape }
  /** A Stripe object whose members are outside the contract. */
  | { readonly foreign: string };

/** Member name to shape; a name ending in `?` may be left out. */
export type Members = Readonly<Record<string, Shape>>;

export interface Operation {
  readonly id: string;
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  /** Name of the members a request may carry, or null when it takes none. */
  readonly params: string | null;
  readonly answer: Shape;
}

export interface Contract {
  readonly sdk: string;
  readonly apiVersion: string;
  readonly operations: readonly Operation[];
  /** `object` value to the name of its members, for answers and expansion. */
  readonly objects: Readonly<Record<string, string>>;
  readonly types: Readonly<Record<string, Members>>;
  readonly enums: Readonly<Record<string, readonly string[]>>;
}
