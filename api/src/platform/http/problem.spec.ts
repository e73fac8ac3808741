import { describe, expect, it } from '@jest/globals';
import { HttpException } from '@nestjs/common';
import {
  AppError,
  Conflict,
  Forbidden,
  HttpRefusal,
  Invalid,
  Missing,
  Unproven,
} from './app-error.js';
import { problemOf } from './problem.js';

const ID = '0199f3a0-0000-7000-8000-000000000001';
const answerTo = (error: unknown) => {
  const { status, code } = problemOf(error, ID);
  return [status, code];
};
const fastify = (statusCode: number, code = 'FST_ERR') =>
  Object.assign(new Error('secret words'), { statusCode, code });
const away = (code: string) => Object.assign(new Error('secret words'), { code });

describe('a refusal as it leaves', () => {
  it.each<[AppError, number]>([
    [new Invalid('a.b'), 422],
    [new Unproven('a.b'), 401],
    [new Forbidden('a.b'), 403],
    [new Missing('a.b'), 404],
    [new Conflict('a.b'), 409],
  ])('has the status of its reason: %s', (error, status) => {
    expect(answerTo(error)).toEqual([status, 'a.b']);
  });

  it.each([
    [400, 'http.bad-request'],
    [405, 'http.method-not-allowed'],
    [406, 'http.not-acceptable'],
    [408, 'http.timeout'],
    [413, 'http.too-large'],
    [414, 'http.uri-too-long'],
    [415, 'http.unsupported-media-type'],
    [429, 'http.too-many-requests'],
    [431, 'http.headers-too-large'],
  ])('of the server itself with %s is %s', (status, code) => {
    expect(answerTo(fastify(status))).toEqual([status, code]);
    expect(answerTo(new HttpException('secret words', status))).toEqual([status, code]);
    expect(answerTo(new HttpRefusal('http.timeout'))).toEqual([408, 'http.timeout']);
  });

  it.each(['ECONNREFUSED', 'ECONNRESET', '57P01', '53300', '40001', '40P01', '08006'])(
    'is "not now" when the database answers %s',
    (code) => {
      expect(answerTo(away(code))).toEqual([503, 'http.unavailable']);
    },
  );

  it.each([
    new Error('secret words'),
    away('23505'),
    away('42501'),
    fastify(418),
    Object.assign(new Error('not ours'), { statusCode: 403 }),
    'secret words',
    null,
  ])('is nothing but 500 for what nobody expected: %s', (error) => {
    expect(answerTo(error)).toEqual([500, 'http.internal']);
    expect(JSON.stringify(problemOf(error, ID))).not.toContain('secret');
  });

  it('points at what is wrong and names the request', () => {
    const details = [{ pointer: '/gift', code: 'a.b' }];
    expect(problemOf(new Invalid('a.b', details, { max: 3 }), ID)).toEqual({
      type: 'urn:vatra:problem:a.b',
      title: 'Unprocessable Entity',
      status: 422,
      code: 'a.b',
      instance: `urn:uuid:${ID}`,
      requestId: ID,
      params: { max: 3 },
      errors: details,
    });
  });
});
