import { reactive, readonly, shallowRef } from 'vue';
import { ApiUnreachable, isRefusal } from '../../platform/api/refusal';
import type { FieldEntry, FieldRefusal, FormContext } from './formContext';
import { pathOfPointer, setValueAt, valueAt } from './path';
import type { DtoClass } from './rules';

/** What a form holds before it is complete: the shape of the DTO with holes. */
export type FormValues<Dto> = Dto extends readonly (infer Item)[]
  ? FormValues<Item>[]
  : Dto extends object
    ? { -readonly [Key in keyof Dto]?: FormValues<Dto[Key]> }
    : Dto;

export interface DtoForm<Dto extends object> extends FormContext {
  readonly values: FormValues<Dto>;
  /** The checked DTO, or null when a rule is broken; the refusals then say which. */
  check(): Promise<Dto | null>;
  /** Checks, then acts; the api's refusals land beside the same fields. True when it was done. */
  send(act: (dto: Dto) => Promise<unknown>): Promise<boolean>;
}

type Load<Dto extends object> = () => Promise<DtoClass<Dto>>;

/** A form that is checked by the DTO's own rules, loaded with the first submit. */
export function useDtoForm<Dto extends object>(
  load: Load<Dto>,
  initial: FormValues<Dto>,
): DtoForm<Dto> {
  const values = reactive(initial as object) as FormValues<Dto> & object;
  const fields = shallowRef<readonly FieldEntry[]>([]);
  const refusals = shallowRef<readonly FieldRefusal[]>([]);
  const isSending = shallowRef(false);

  async function check(): Promise<Dto | null> {
    const { checkAgainst } = await import('./rules');
    const dtoClass = await load();
    const { dto, broken } = await checkAgainst(dtoClass, plainOf(values, fields.value));
    refusals.value = withUnread(fields.value, broken);
    return refusals.value.length === 0 ? dto : null;
  }

  async function send(act: (dto: Dto) => Promise<unknown>): Promise<boolean> {
    if (isSending.value) return false;
    isSending.value = true;
    try {
      const dto = await check();
      if (dto === null) return false;
      await act(dto);
      return true;
    } catch (error) {
      refusals.value = refusalsOf(error);
      return false;
    } finally {
      isSending.value = false;
    }
  }

  return {
    values,
    fields: readonly(fields),
    refusals: readonly(refusals),
    isSending: readonly(isSending),
    read: (path) => valueAt(values, path),
    write: (path, value) => {
      setValueAt(values, path, value);
    },
    register: (entry) => {
      fields.value = [...fields.value.filter((field) => field.id !== entry.id), entry];
    },
    unregister: (id) => {
      fields.value = fields.value.filter((field) => field.id !== id);
    },
    check,
    send,
  };
}

/** What cannot be read is complained about as such; the rules saw only a hole there. */
function withUnread(
  fields: readonly FieldEntry[],
  broken: readonly FieldRefusal[],
): readonly FieldRefusal[] {
  const unread = fields.flatMap(({ path, unread: code }) =>
    code === null ? [] : [{ path, code, params: {} }],
  );
  return [...unread, ...broken.filter(({ path }) => !unread.some((field) => field.path === path))];
}

/**
 * Plain data for the rules: texts trimmed and normalised, empty texts left out, and an object around
 * every shown field, so that a missing text is reported at the field and not at its parent.
 */
function plainOf(values: object, fields: readonly FieldEntry[]): object {
  const plain = JSON.parse(JSON.stringify(values), (_key, value: unknown) => {
    if (typeof value !== 'string') return value ?? undefined;
    const text = value.normalize('NFC').trim();
    return text === '' ? undefined : text;
  }) as object;
  for (const { path } of fields) {
    if (path.includes('.') && valueAt(plain, path) === undefined)
      setValueAt(plain, path, undefined);
  }
  return plain;
}

function refusalsOf(error: unknown): FieldRefusal[] {
  if (error instanceof ApiUnreachable) return [{ path: '', code: error.code, params: {} }];
  if (!isRefusal(error)) throw error;
  if (error.errors.length === 0) return [{ path: '', code: error.code, params: error.params }];
  return error.errors.map(({ pointer, code, params }) => ({
    path: pathOfPointer(pointer),
    code,
    params: params ?? {},
  }));
}
