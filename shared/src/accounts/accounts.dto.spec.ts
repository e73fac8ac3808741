import { describe, expect, it } from '@jest/globals';
import { wrongIn } from '../../test/support/reading.js';
import { GrantRoleDto, PASSWORD_LENGTH_MIN, SecondFactorDto, SignUpDto } from './accounts.dto.js';

const PERSON = {
  email: 'ana@example.org',
  password: 'lampi pe strada mare',
  name: 'Ana Țurcanu',
  locale: 'ro',
};

describe('a new account', () => {
  it('is right', async () => {
    expect(await wrongIn(SignUpDto, PERSON)).toEqual([]);
  });

  it.each([
    'x'.repeat(PASSWORD_LENGTH_MIN - 1),
    'x'.repeat(129),
    `${'x'.repeat(20)}\u0000`,
    15,
    ['x'],
  ])('ruling 39: has no password %j', async (password) => {
    expect(PASSWORD_LENGTH_MIN).toBe(15);
    expect(await wrongIn(SignUpDto, { ...PERSON, password })).toEqual(['/password v.password']);
  });

  it.each(['role', 'isAdmin', 'emailVerified', 'twoFactorEnabled', 'id'])(
    'does not choose its own %s',
    async (key) => {
      expect(await wrongIn(SignUpDto, { ...PERSON, [key]: true })).toEqual([`/${key} v.unknown`]);
    },
  );
});

describe('a role to grant', () => {
  it('is one of the platform: an association gives its own', async () => {
    const grant = (role: unknown) => wrongIn(GrantRoleDto, { email: PERSON.email, role });
    expect(await grant('finance_maker')).toEqual([]);
    expect(await grant('hta_board')).toEqual(['/role v.choice']);
    expect(await grant(['administrator'])).toEqual(['/role v.choice']);
  });
});

describe('a code of the second factor', () => {
  it.each([123456, '12345', '1234567', '12345\n', ['123456'], undefined])(
    'is never %j',
    async (code) => {
      expect(await wrongIn(SecondFactorDto, { code })).toEqual(['/code v.text']);
    },
  );
});
