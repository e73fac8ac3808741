import { inject, type InjectionKey, type Ref } from 'vue';

export interface FieldRefusal {
  /** Path of the value inside the form, empty for the whole form. */
  readonly path: string;
  /** Word of the catalogues below `error.`. */
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
}

export interface FieldEntry {
  readonly id: string;
  readonly path: string;
  readonly label: string;
  /** What is typed but cannot be read as a value yet ("12,5,0"): its code. */
  readonly unread: string | null;
}

/** What a field needs from the form around it. */
export interface FormContext {
  readonly refusals: Readonly<Ref<readonly FieldRefusal[]>>;
  readonly fields: Readonly<Ref<readonly FieldEntry[]>>;
  readonly isSending: Readonly<Ref<boolean>>;
  read(path: string): unknown;
  write(path: string, value: unknown): void;
  /** A field says where it stands; saying it again under the same id moves it. */
  register(entry: FieldEntry): void;
  unregister(id: string): void;
}

export const FORM_CONTEXT: InjectionKey<FormContext> = Symbol('form');

export class FieldOutsideForm extends Error {
  override readonly name = 'FieldOutsideForm';
}

/** @throws FieldOutsideForm when no DtoForm is around the field */
export function useFormContext(): FormContext {
  const context = inject(FORM_CONTEXT, null);
  if (context === null) throw new FieldOutsideForm('a field needs a DtoForm around it');
  return context;
}

/**
 * The field a refusal belongs to: the one at its path, else the first inside it (`title` is missing
 * as a whole), else the nearest around it (`quoteFileIds.0` is the third quote of one upload field).
 */
export function fieldOf(fields: readonly FieldEntry[], path: string): FieldEntry | null {
  const exact = fields.find((field) => field.path === path);
  if (exact !== undefined) return exact;
  if (path === '') return null;
  const inside = fields.find((field) => field.path.startsWith(`${path}.`));
  if (inside !== undefined) return inside;
  return fields
    .filter((field) => path.startsWith(`${field.path}.`))
    .reduce<FieldEntry | null>(
      (nearest, field) =>
        nearest === null || field.path.length > nearest.path.length ? field : nearest,
      null,
    );
}
