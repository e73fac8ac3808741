import {
  HttpCode,
  RequestMapping,
  RequestMethod,
  SetMetadata,
  applyDecorators,
} from '@nestjs/common';
import { operationRow, type OperationId } from '@vatra/shared/policy/policy';

export const OPERATION_ID = 'vatra:operation';

/** Statuses of answers that are not the plain 200: something was made, or there is nothing to say. */
interface AnswerOptions {
  readonly status?: 200 | 201 | 202 | 204;
}

/**
 * Makes a controller method the handler of one row of the policy table: method, path, policy and
 * OpenAPI operationId come from there and cannot drift apart. Answers 200 unless told otherwise.
 */
export function Operation(id: OperationId, { status = 200 }: AnswerOptions = {}): MethodDecorator {
  const row = operationRow(id);
  return applyDecorators(
    SetMetadata(OPERATION_ID, id),
    RequestMapping({ path: row.path, method: RequestMethod[row.method] }),
    HttpCode(status),
  );
}

export function operationOf(handler: object): OperationId | undefined {
  return Reflect.getMetadata(OPERATION_ID, handler) as OperationId | undefined;
}
