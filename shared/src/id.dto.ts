import { Id, Line } from './rules/text.rules.js';

/** The :id of a path. */
export class IdParam {
  @Id()
  id!: string;
}

/** The :slug of a path. */
export class SlugParam {
  @Line({ max: 160 })
  slug!: string;
}
