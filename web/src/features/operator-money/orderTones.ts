import type {
  OperatorOrderState,
  TopUpState,
} from '@vatra/shared/disbursements/operator-order.states';
import type { RefillState } from '@vatra/shared/disbursements/refill.states';
import type { TagTone } from '../../ui/tagTone';

export const ORDER_TONES: Readonly<Record<OperatorOrderState, TagTone>> = {
  prepared: 'wait',
  approved: 'wait',
  sent: 'wait',
  confirmed: 'ok',
  failed: 'bad',
  booked: 'ok',
  cancelled: 'plain',
};

export const TOP_UP_TONES: Readonly<Record<TopUpState, TagTone>> = {
  planned: 'plain',
  waiting: 'bad',
  due: 'wait',
  sent: 'wait',
  arrived: 'ok',
  not_needed: 'plain',
};

export const REFILL_TONES: Readonly<Record<RefillState, TagTone>> = {
  due: 'wait',
  sent: 'wait',
  left: 'ok',
  returned: 'bad',
  dropped: 'plain',
  cancelled: 'plain',
};
