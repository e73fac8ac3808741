import { Missing } from '../../platform/http/app-error.js';

export class PlaceUnknown extends Missing {
  constructor() {
    super('places.unknown');
  }
}
