import { OneOf } from '../rules/shape.rules.js';
import { Id, Text } from '../rules/text.rules.js';

export class DecideGiverDto {
  @OneOf(['accept', 'refuse'])
  decision!: 'accept' | 'refuse';

  /** Kept with the check; never shown to the giver. */
  @Text({ min: 10, max: 1000 })
  reason!: string;
}

export class ImportSanctionListDto {
  /** The consolidated list of the European Union as it is published, semicolons between the fields. */
  @Id()
  fileId!: string;
}
