/** Without I, L, O and U: nobody reads one letter for another. 32 of them, so a byte chooses evenly. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 26 letters of five bits each: 130 bits, which nobody finds by trying. */
const LENGTH = 26;
const GROUP = 5;

const CODE = new RegExp(`^[${LETTERS}]{${String(LENGTH)}}$`);

export function isGrievanceCode(value: unknown): value is string {
  return typeof value === 'string' && CODE.test(value);
}

/** Made by who files (R93), of 26 random bytes. */
export function grievanceCodeFrom(bytes: Uint8Array): string {
  if (bytes.length !== LENGTH) throw new Error(`a code is made of ${String(LENGTH)} bytes`);
  return [...bytes].map((byte) => LETTERS.charAt(byte % LETTERS.length)).join('');
}

export const GRIEVANCE_CODE_BYTES = LENGTH;

/** As it is read from paper: in groups of five. */
export function inGroups(code: string): string {
  return code.match(new RegExp(`.{1,${String(GROUP)}}`, 'g'))?.join('-') ?? code;
}

/** As somebody typed it from paper: case, spaces, dashes and look-alikes do not matter. */
export function readGrievanceCode(typed: string): string {
  return typed.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
}
