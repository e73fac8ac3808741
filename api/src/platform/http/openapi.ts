import { Injectable, type Type } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/internal';
import { ModulesContainer } from '@nestjs/core';
import { FILE_PURPOSES } from '@vatra/shared/files/files.views';
import { HTTP_CODES } from '@vatra/shared/http/http.codes';
import { API_BASE, operationRow, type OperationId } from '@vatra/shared/policy/policy';
import { dtoSchemas, schemaOf } from './openapi.schemas.js';
import { operationOf } from './operation.js';

type Json = Record<string, unknown>;

/** A controller method that answers one operation. */
export interface Route {
  readonly id: OperationId;
  readonly body: Type | null;
  readonly query: Type | null;
}

/** The public description of the api, made from the same metadata that serve the requests. */
@Injectable()
export class OpenApi {
  constructor(private readonly modules: ModulesContainer) {}

  /** Every handler of every controller that names an operation. */
  routes(): Route[] {
    const routes: Route[] = [];
    for (const controller of this.controllers()) {
      const prototype = controller.prototype as Record<string, unknown>;
      for (const name of Object.getOwnPropertyNames(prototype)) {
        const handler = prototype[name];
        const id = typeof handler === 'function' ? operationOf(handler) : undefined;
        if (id !== undefined) routes.push({ id, ...dtosOf(controller, name) });
      }
    }
    return routes.sort((a, b) => a.id.localeCompare(b.id));
  }

  document(): Json {
    const paths: Record<string, Json> = {};
    for (const route of this.routes()) {
      const { path, method } = operationRow(route.id);
      const address = `${API_BASE}${path.replace(/:([A-Za-z]+)/g, '{$1}')}`;
      paths[address] = { ...paths[address], [method.toLowerCase()]: operationJson(route) };
    }
    return {
      openapi: '3.1.0',
      info: {
        title: 'Vatra',
        version: '1',
        description:
          'Refusals leave as application/problem+json (RFC 9457) with a stable `code` and JSON pointers.',
        license: { name: 'AGPL-3.0-or-later', identifier: 'AGPL-3.0-or-later' },
      },
      paths,
      components: {
        schemas: { ...dtoSchemas(), Problem: PROBLEM_SCHEMA },
        responses: { Problem: PROBLEM_RESPONSE },
        securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: '__Host-vatra' } },
      },
      'x-problem-codes': HTTP_CODES,
    };
  }

  private controllers(): Type[] {
    return [...this.modules.values()].flatMap((module) =>
      [...module.controllers.values()].flatMap(({ metatype }) =>
        typeof metatype === 'function' ? [metatype as Type] : [],
      ),
    );
  }
}

function dtosOf(controller: Type, method: string): Pick<Route, 'body' | 'query'> {
  const args = (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, method) ?? {}) as Json;
  const types = (Reflect.getMetadata('design:paramtypes', controller.prototype as object, method) ??
    []) as Type[];
  const typeOf = (kind: RouteParamtypes): Type | null => {
    const key = Object.keys(args).find((name) => name.startsWith(`${String(kind)}:`));
    return key === undefined ? null : (types[Number(key.split(':')[1])] ?? null);
  };
  return { body: typeOf(RouteParamtypes.BODY), query: typeOf(RouteParamtypes.QUERY) };
}

function operationJson({ id, body, query }: Route): Json {
  const row = operationRow(id);
  const parameters = [
    ...pathParameters(row.path),
    ...(query === null ? [] : queryParameters(query)),
    ...(row.idempotencyKey === true ? [IDEMPOTENCY_KEY] : []),
  ];
  const isOpen = ['public', 'demo'].includes(row.access.kind);
  return {
    operationId: id,
    tags: [id.split('.')[0]],
    'x-access': row.access,
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(id === 'files.upload' ? { requestBody: UPLOAD_BODY } : {}),
    ...(body === null ? {} : { requestBody: bodyJson(body) }),
    ...(isOpen ? {} : { security: [{ session: [] }] }),
    responses: {
      '2XX': { description: 'Done.' },
      default: { $ref: '#/components/responses/Problem' },
    },
  };
}

function pathParameters(path: string): Json[] {
  return [...path.matchAll(/:([A-Za-z]+)/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    schema: name === 'slug' ? { type: 'string' } : { type: 'string', format: 'uuid' },
  }));
}

function queryParameters(query: Type): Json[] {
  const { properties = {}, required = [] } = schemaOf(query) as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }));
}

function bodyJson(body: Type): Json {
  const schema = { $ref: `#/components/schemas/${body.name}` };
  return { required: true, content: { 'application/json': { schema } } };
}

const UPLOAD_BODY = {
  required: true,
  content: {
    'multipart/form-data': {
      schema: {
        type: 'object',
        required: ['purpose', 'file'],
        properties: {
          purpose: { type: 'string', enum: FILE_PURPOSES },
          file: { type: 'string', contentMediaType: 'application/octet-stream' },
        },
      },
    },
  },
};

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  description: 'The same key with the same body gives the first answer again, for 24 hours.',
  schema: { type: 'string', minLength: 16, maxLength: 128 },
};

const PROBLEM_SCHEMA = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'instance', 'requestId'],
  properties: {
    type: { type: 'string', format: 'uri' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string' },
    instance: { type: 'string', format: 'uri' },
    requestId: { type: 'string', format: 'uuid' },
    params: { type: 'object', additionalProperties: { type: ['string', 'number'] } },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['pointer', 'code'],
        properties: {
          pointer: { type: 'string', format: 'json-pointer' },
          code: { type: 'string' },
          params: { type: 'object', additionalProperties: { type: ['string', 'number'] } },
        },
      },
    },
  },
};

const PROBLEM_RESPONSE = {
  description: 'A refusal or a failure; `code` says which.',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};
